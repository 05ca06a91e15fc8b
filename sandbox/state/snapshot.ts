import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Logger } from 'pino'

const version = 2

interface Kept<T> {
  readonly version: number
  readonly state: T
}

/**
 * Keeps the sandbox's state in one JSON file between starts. Written through a second file and a rename, so that a
 * kill in mid-write leaves the last whole one.
 */
export class SnapshotFile<T> {
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly path: string | undefined,
    private readonly take: () => T,
    private readonly log: Logger,
  ) {}

  /** The state of the last run. A file that cannot be read is put aside: the sandbox then begins anew. */
  read(): T | undefined {
    if (this.path === undefined) return undefined
    let text: string
    try {
      text = readFileSync(this.path, 'utf8')
    } catch {
      return undefined
    }
    try {
      const kept = JSON.parse(text) as Kept<T>
      if (kept.version !== version) throw new Error(`version ${kept.version}, this is ${version}`)
      return kept.state
    } catch (error) {
      const aside = `${this.path}.unreadable`
      renameSync(this.path, aside)
      this.log.warn({ err: error }, `the sandbox begins anew: its state could not be read and is now ${aside}`)
      return undefined
    }
  }

  /** Writes soon; many changes in a moment are one write. */
  soon(): void {
    if (this.path === undefined || this.timer) return
    this.timer = setTimeout(() => this.now(), 500)
    this.timer.unref()
  }

  now(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    if (this.path === undefined) return
    const kept: Kept<T> = { version, state: this.take() }
    mkdirSync(dirname(this.path), { recursive: true })
    // Webhook secrets are in it: for its owner only.
    writeFileSync(`${this.path}.new`, JSON.stringify(kept), { mode: 0o600 })
    renameSync(`${this.path}.new`, this.path)
  }
}
