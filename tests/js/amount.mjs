// How much of what is generated or listed is tried: `make test` takes some of it, .ci/run all.
const ALL = Boolean(process.env.SLOW_TESTS);

/** One in `every` of a list. */
export const sampled = (list, every) => (ALL ? list : list.filter((_item, at) => at % every === 0));
