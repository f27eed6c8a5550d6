/** The files of a run in a test: no other run is known to have been killed. */
import { saving } from "../src/data/save.js";

export const SAVING = async () => saving({ pid: process.pid, isRunning: () => true, tookAway: () => {} });
