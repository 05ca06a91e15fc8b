/** "Failed to describe workflow" says less than what was the matter. */
export function innermost(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof AggregateError && error.errors.length > 0) return innermost(error.errors[0])
  if (error.cause instanceof Error) return innermost(error.cause)
  return error.message || ('code' in error ? String(error.code) : error.name)
}
