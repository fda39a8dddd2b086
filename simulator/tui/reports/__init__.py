"""Windows for papers and reports, ratings and the improvement plan."""
