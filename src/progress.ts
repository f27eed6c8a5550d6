/** A line on standard error while rows go by. */
import type { Answer } from "./report.js";

const EVERY_MS = 1000;

/** The same answer; while its rows are read, `say` is told how many and how fast, once a second. */
export function watched(answer: Answer, say: (line: string) => void): Answer {
  if (typeof answer === "string" || !("batches" in answer)) return answer;
  return { ...answer, batches: counted(answer.batches, say) };
}

async function* counted<T>(
  batches: AsyncIterable<readonly T[]>,
  say: (line: string) => void,
): AsyncGenerator<readonly T[]> {
  const start = Date.now();
  let told = start;
  let rows = 0;
  for await (const batch of batches) {
    rows += batch.length;
    const now = Date.now();
    if (now - told >= EVERY_MS) {
      told = now;
      const speed = Math.round((rows / (now - start)) * 1000);
      say(`\r${rows.toLocaleString("en-US")} rows, ${speed.toLocaleString("en-US")} a second`);
    }
    yield batch;
  }
  if (told > start) say("\r\u001b[K");
}
