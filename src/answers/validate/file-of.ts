/** The file of a measure inside a data folder. */
export const fileOf = ({ id }: { readonly id: string }): string => `schedule/measures/${id}.json`;
