import type { OpsPlace } from './place'

/** One of `npm run ops -- <name> ...`. */
export interface OpsCommand {
  /** How it is called, a line for each form, without `npm run ops --`. */
  readonly usage: readonly string[]
  /** What it does, in one line. */
  readonly does: string
  /** Answers the exit code: 0 when nothing is left to do. Throws {@link Misused} for arguments it does not take. */
  run(call: OpsCall): Promise<number>
}

export interface OpsCall {
  /** What was written after the command's name. */
  readonly args: readonly string[]
  /** Database and Temporal, connected at first use. */
  readonly place: OpsPlace
  /** A line for the person, on stdout. */
  readonly say: (line: string) => void
}

/** The command was called in a way it does not know; its usage is shown beside the message. */
export class Misused extends Error {
  readonly code = 'misused'
}

/** It cannot be done; the message says what to do instead. */
export class Refused extends Error {
  readonly code = 'refused'
}

/** As in sysexits(3) for what was called wrongly. */
export const opsExit = { done: 0, left: 1, failed: 2, misused: 64 } as const
