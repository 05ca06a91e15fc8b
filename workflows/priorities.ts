/**
 * Of activities that nobody waits for; 1 is first, 3 where nothing is said. Workflows have none: thousands of the first
 * kind may be due at once, and the others would stand still meanwhile.
 */
export const idlePriority = { priorityKey: 5 } as const
