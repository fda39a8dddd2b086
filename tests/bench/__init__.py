"""Speed and memory as ratios against named references, each pair measured in one run."""
