#!/usr/bin/env python3
"""Prices a file of entries in shards on a Dask cluster, then merges their totals.

    python3 dask-shards.py entries.csv --shards 16 --into parts
    python3 dask-shards.py entries.csv --shards 16 --into parts --scheduler tcp://10.0.0.1:8786

The file and the folder are where all workers see them, by absolute paths, and so is tariff-calc. A worker that is lost is no loss:
Dask gives its shard to another, and a shard's files have their names only once all of it is done. Without --scheduler the workers are
processes of this machine. What stands after -- goes to tariff-calc: -- --no-asks
"""
import argparse
import os
import subprocess
import sys
import time

from distributed import Client, LocalCluster


def price(program, file, shard, shards, into, flags):
    """One shard: rows beside their totals. Status 1 is an answer with rows to look at."""
    part = os.path.join(into, f"part-{shard}")
    asked = ["duty", "--file", file, "--shard", f"{shard}/{shards}", "-o", f"{part}.csv", "--totals", f"{part}.ndjson"]
    done = subprocess.run([*program, *asked, *flags], capture_output=True, text=True)
    if done.returncode not in (0, 1) or not os.path.exists(f"{part}.ndjson"):
        raise RuntimeError(f"shard {shard} of {shards}: {done.stderr.strip()}")
    return f"{part}.ndjson"


def asked_of(arguments):
    at = arguments.index("--") if "--" in arguments else len(arguments)
    own, flags = arguments[:at], arguments[at + 1 :]
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file")
    parser.add_argument("--shards", type=int, required=True)
    parser.add_argument("--into", required=True, help="folder of the parts")
    parser.add_argument("--scheduler", help="address of a cluster; without it, processes of this machine")
    parser.add_argument("--program", nargs="+", default=["tariff-calc"])
    parser.add_argument("--patience", type=float, default=60, help="seconds to wait where no worker is left")
    return parser.parse_args(own), flags


def wait_for(futures, client, patience):
    """Until all shards are done; ends the program where nobody is left to price them."""
    seen = time.monotonic()
    while not all(future.done() for future in futures):
        if client.scheduler_info()["workers"]:
            seen = time.monotonic()
        elif time.monotonic() - seen > patience:
            left = [str(at + 1) for at, future in enumerate(futures) if not future.done()]
            sys.exit(f"no worker is left; shards that are missing: {', '.join(left)}. Nothing was merged.")
        time.sleep(0.1)


def main():
    own, flags = asked_of(sys.argv[1:])
    file, into = os.path.abspath(own.file), os.path.abspath(own.into)
    os.makedirs(into, exist_ok=True)
    with Client(own.scheduler or LocalCluster(threads_per_worker=1, dashboard_address=None)) as client:
        futures = [
            client.submit(price, own.program, file, shard, own.shards, into, flags, pure=False)
            for shard in range(1, own.shards + 1)
        ]
        wait_for(futures, client, own.patience)
        failed = [str(future.exception()) for future in futures if future.status != "finished"]
        if failed:
            sys.exit("\n".join([*failed, "Nothing was merged."]))
        totals = "".join(open(path, encoding="utf8").read() for path in client.gather(futures))
    merged = subprocess.run([*own.program, "duty", "--merge", "-"], input=totals, text=True)
    sys.exit(merged.returncode)


if __name__ == "__main__":
    main()
