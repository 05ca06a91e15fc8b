import postgres from 'postgres'

/** Whether the database refused a statement for its content: SQLSTATE classes 22 (data) and 23 (constraints). */
export const isRefusedContent = (error: unknown): error is postgres.PostgresError =>
  error instanceof postgres.PostgresError && /^2[23]/.test(error.code)
