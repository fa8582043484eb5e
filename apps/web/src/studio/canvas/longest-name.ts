/** Names of experiments are no longer. */
export const longestName = 260
