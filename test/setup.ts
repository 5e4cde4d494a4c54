/** Runs before every test file. */
import fc from "fast-check";

// A property that fails must fail again for whoever looks at it; other seeds are tried by hand.
fc.configureGlobal({ seed: 20240601 });
