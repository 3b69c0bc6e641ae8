"""Extraction on a real Ray cluster of two nodes, and from an S3-compatible store."""

# Ray, moto and boto3 leave many of their types open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportMissingTypeStubs=false, reportUnknownArgumentType=false

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from many_plans import write_plans

from pipeline.batch import extract_files
from pipeline.cluster import extract_on_cluster
from pipeline.progress import Step

PLANS = 30
FILES = 3
"""Files a block: ten blocks for two nodes."""

ray = pytest.importorskip("ray", reason="needs kehoach[ray]")
psutil = pytest.importorskip("psutil", reason="comes with kehoach[ray]")


@pytest.fixture
def nodes() -> Iterator[Any]:
    """A cluster of two nodes with a core each, besides the one that leads it."""
    from ray.cluster_utils import Cluster

    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    cluster = Cluster(
        initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False}
    )
    for _ in range(2):
        cluster.add_node(num_cpus=1)
    ray.init(address=cluster.address, log_to_driver=False)
    yield cluster
    ray.shutdown()
    cluster.shutdown()


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cluster") / "plans"
    write_plans(folder, PLANS)
    (folder / "empty.txt").touch()
    return folder


@pytest.fixture(scope="module")
def local(plans: Path) -> list[dict[str, Any]]:
    """The rows of an ordinary run."""
    out = plans.parent / "local" / "tasks.parquet"
    out.parent.mkdir()
    extract_files([plans], out=out)
    return rows(out)


def rows(path: Path) -> list[dict[str, Any]]:
    return pq.read_table(path).to_pylist()


def test_the_records_equal_those_of_a_local_run_though_a_node_dies(
    nodes: Any, plans: Path, local: list[dict[str, Any]], tmp_path: Path
) -> None:
    out = tmp_path / "tasks.parquet"
    victim = nodes.list_all_nodes()[-1]
    killed: list[int] = []

    def kill_once(step: Step) -> None:
        if not killed and step.number > FILES:
            killed.append(step.number)
            nodes.remove_node(victim, allow_graceful=False)

    summary = extract_on_cluster([str(plans)], out=str(out), files=FILES, report=kill_once)
    assert killed
    assert summary.plans == PLANS
    assert [Path(failure.name).name for failure in summary.failures] == ["empty.txt"]
    assert rows(out) == local


@pytest.fixture(scope="module")
def bucket(plans: Path) -> Iterator[str]:
    """A bucket of an S3-compatible server on loopback that holds the plans."""
    server_module = pytest.importorskip("moto.server", reason="needs moto")
    boto3 = pytest.importorskip("boto3", reason="comes with moto")
    server = server_module.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    known = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in known.items():
            patch.setenv(name, value)
        store = boto3.client("s3")
        store.create_bucket(Bucket="archive")
        for file in sorted(plans.iterdir()):
            store.upload_file(str(file), "archive", f"plans/{file.name}")
        yield "s3://archive"
    server.stop()


def test_plans_of_a_store_are_read_though_a_worker_dies(
    bucket: str, local: list[dict[str, Any]]
) -> None:
    environment = {name: os.environ[name] for name in os.environ if name.startswith("AWS_")}
    killed: list[int] = []

    def kill_once(step: Step) -> None:
        # Processes come and go: one that has gone since has no name.
        running = psutil.process_iter(["name"])
        workers = [one for one in running if (one.info["name"] or "").startswith("ray::work")]
        if not killed and workers:
            killed.append(workers[0].pid)
            os.kill(workers[0].pid, signal.SIGKILL)

    ray.init("local", log_to_driver=False, num_cpus=2, runtime_env={"env_vars": environment})
    try:
        summary = extract_on_cluster(
            [f"{bucket}/plans"], out=f"{bucket}/out/tasks.parquet", files=FILES, report=kill_once
        )
        again = extract_on_cluster(
            [f"{bucket}/plans"], out=f"{bucket}/out/tasks.parquet", files=FILES
        )
    finally:
        ray.shutdown()
    assert killed
    assert summary.plans == again.plans == PLANS
    assert again.unchanged == PLANS + 1
    found = pq.read_table("archive/out/tasks.parquet", filesystem=_store()).to_pylist()
    assert [named(row) for row in found] == [named(row) for row in local]


def _store() -> Any:
    s3fs = pytest.importorskip("s3fs", reason="needs kehoach[s3]")
    return s3fs.S3FileSystem(skip_instance_cache=True)


def named(row: dict[str, Any]) -> dict[str, Any]:
    """A row whose plan goes by the name of its file alone, wherever it lies."""
    return {**row, "source": {**row["source"], "name": Path(row["source"]["name"]).name}}
