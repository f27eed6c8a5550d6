/** Stands in for modules of Node that nothing here calls, so that start-up does not load them. */
export default { isatty: (): boolean => false };
