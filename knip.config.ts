/**
 * Code that nothing uses. `knip` counts tests as a use; `knip --production` does not, so that what only tests reach is found
 * too. There a function that its own file uses as well may be exported for its tests.
 */
import type { KnipConfig } from "knip";

const config: KnipConfig = {
  entry: [
    "src/main.ts!",
    "src/index.ts!",
    "src/pure.ts!",
    "src/economics.ts!",
    "src/commands/report/page/live.ts!",
    "scripts/*.{ts,mjs}!",
    "scripts/bench/all-days.ts!",
  ],
  project: ["src/**/*.ts!", "scripts/**/*.{ts,mjs}!", "test/**/*.ts"],
  ignoreExportsUsedInFile: process.argv.includes("--production"),
  ignoreDependencies: ["@arethetypeswrong/cli", "@fontsource/source-sans-3", "publint"],
  ignoreBinaries: ["groff", "mkfifo"],
};

export default config;
