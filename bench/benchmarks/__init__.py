"""The benchmarks, one file each; every file registers itself."""
