/**
 * Answers that are kept: the only cache of the program. With it switched off every answer is worked out anew, slowly, and
 * comes out the same: the test suite can be run so. What a thing is made of, and what is noted on it, stays with it.
 */

let keeping = true;

/** Switches keeping on or off, for tests that say that no answer depends on it. @internal */
export function keepAnswers(on: boolean): void {
  keeping = on;
}

/** What is known after some arguments. Objects are held weakly: what is known of a schedule goes with it. */
interface Known {
  ofValues: Map<unknown, Known> | undefined;
  ofObjects: WeakMap<object, Known> | undefined;
  answer: unknown;
  isAnswered: boolean;
}

const nothingYet = (): Known => ({
  ofValues: undefined,
  ofObjects: undefined,
  answer: undefined,
  isAnswered: false,
});

function after(known: Known, argument: unknown): Known {
  const isObject = (typeof argument === "object" && argument !== null) || typeof argument === "function";
  return isObject ? afterObject(known, argument) : afterValue(known, argument);
}

function afterObject(known: Known, argument: object): Known {
  known.ofObjects ??= new WeakMap();
  const next = known.ofObjects.get(argument);
  if (next !== undefined) return next;
  const made = nothingYet();
  known.ofObjects.set(argument, made);
  return made;
}

function afterValue(known: Known, argument: unknown): Known {
  known.ofValues ??= new Map();
  const next = known.ofValues.get(argument);
  if (next !== undefined) return next;
  const made = nothingYet();
  known.ofValues.set(argument, made);
  return made;
}

/** A function that keeps its answers: for the same objects, and for equal values of other arguments. */
export function memoize<Arguments extends readonly unknown[], Answer>(
  make: (...given: Arguments) => Answer,
): (...given: Arguments) => Answer {
  const root = nothingYet();
  return (...given) => {
    if (!keeping) return make(...given);
    let known = root;
    for (let place = 0; place < given.length; place += 1) known = after(known, given[place]);
    if (!known.isAnswered) {
      known.answer = make(...given);
      known.isAnswered = true;
    }
    return known.answer as Answer;
  };
}

/** The same for one object: what is asked of things one after the other, millions of times. */
export function memoizeThing<Thing extends object, Answer extends NonNullable<unknown>>(
  make: (thing: Thing) => Answer,
): (thing: Thing) => Answer {
  const kept = heldForThings(make);
  return (thing) => (keeping ? kept(thing) : make(thing));
}

/** The same for one argument of any kind, held as long as the function is: for what is asked row by row. */
export function memoizeRows<Key, Answer>(make: (key: Key) => Answer): (key: Key) => Answer {
  const kept = heldParts(make);
  return (key) => (keeping ? kept(key) : make(key));
}

/**
 * The parts that a larger thing is made of, such as the law of each day, each made when it is first asked for. The thing holds
 * them, whether answers are kept or not: without them a file would compile the law anew for each of its rows.
 */
export function heldParts<Key, Part>(make: (key: Key) => Part): (key: Key) => Part {
  const parts = new Map<Key, Part>();
  return (key) => {
    let part = parts.get(key);
    if (part === undefined) {
      part = make(key);
      parts.set(key, part);
    }
    return part;
  };
}

/** The same for parts that are of other things, which are held weakly. */
export function heldForThings<Thing extends object, Part extends NonNullable<unknown>>(
  make: (thing: Thing) => Part,
): (thing: Thing) => Part {
  const parts = new WeakMap<Thing, Part>();
  return (thing) => {
    const known = parts.get(thing);
    if (known !== undefined) return known;
    const made = make(thing);
    parts.set(thing, made);
    return made;
  };
}

/** Keeps the answers for the keys that were asked for last, so many of them. */
export function memoizeRecent<Key, Answer>(most: number, make: (key: Key) => Answer): (key: Key) => Answer {
  const answers = new Map<Key, Answer>();
  return (key) => {
    if (!keeping) return make(key);
    const answer = answers.get(key) ?? make(key);
    answers.delete(key);
    answers.set(key, answer);
    const [oldest] = answers.keys();
    if (answers.size > most && oldest !== undefined) answers.delete(oldest);
    return answer;
  };
}

/**
 * Keeps the answers for some thousands of keys that were asked for lately: when there are so many, those are forgotten that were
 * not asked for since there last were.
 */
export function keptRecently<Answer extends NonNullable<unknown>>(
  most: number,
): (key: string, make: () => Answer) => Answer {
  const kept = heldRecently<Answer>(most);
  return (key, make) => (keeping ? kept(key, make) : make());
}

/** The same for names, which are no answers: a text must have the same while it is remembered. */
export function heldRecently<Name extends NonNullable<unknown>>(
  most: number,
): (key: string, make: () => Name) => Name {
  let [young, old] = [new Map<string, Name>(), new Map<string, Name>()];
  return (key, make) => {
    const found = young.get(key);
    if (found !== undefined) return found;
    const name = old.get(key) ?? make();
    if (young.size >= most) [young, old] = [new Map(), young];
    young.set(key, name);
    return name;
  };
}

/** Makes a thing when it is first asked for. */
export const lazily = <T>(make: () => T): (() => T) => forAny<void, T>(make);

/** An answer that is the same whoever asks, worked out for the first who does. */
export function forAny<Asking, Answer>(make: (first: Asking) => Answer): (asking: Asking) => Answer {
  let made: { readonly it: Answer } | undefined;
  return (asking) => {
    made ??= { it: make(asking) };
    return made.it;
  };
}

/** What is said of objects from outside of them. It is no answer that could be worked out anew, so it is always kept. */
export function notesOn<Thing extends object, Note>(): {
  of(thing: Thing): Note | undefined;
  write(thing: Thing, note: Note): void;
} {
  const notes = new WeakMap<Thing, Note>();
  return { of: (thing) => notes.get(thing), write: (thing, note) => void notes.set(thing, note) };
}
