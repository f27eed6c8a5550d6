/** The sum of numbers, in their order: the same order gives the same bits. */
export const sum = (numbers: readonly number[]): number =>
  numbers.reduce((total, number) => total + number, 0);
