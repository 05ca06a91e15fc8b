import { cpus, totalmem } from 'node:os'

/** What figures are worthless without. */
export interface Machine {
  readonly cores: number
  readonly processor: string
  readonly memoryGiB: number
  readonly node: string
  readonly temporalSdk: string
}

export function machine(): Machine {
  const [first] = cpus()
  const { version } = require('@temporalio/worker/package.json') as { version: string }
  return {
    cores: cpus().length,
    processor: first?.model.trim() || process.arch,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    temporalSdk: version,
  }
}
