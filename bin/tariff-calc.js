#!/usr/bin/env node
import module from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";

// Node 22 and later keep what they compiled, in a folder that no other user may write: not the shared one for
// temporary files. NODE_DISABLE_COMPILE_CACHE=1 turns it off; where the folder cannot be written nothing is kept.
module.enableCompileCache?.(join(homedir(), ".cache/tariff-calc"));
await import("../dist/cli/main.js");
