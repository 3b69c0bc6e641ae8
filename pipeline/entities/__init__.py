"""Entities: what finds agencies, dates, countries and document references in folded text."""
