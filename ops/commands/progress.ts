/** Where progress is shown: stderr, so that what a command says may be piped. */
export type ProgressOutput = Pick<NodeJS.WriteStream, 'write' | 'isTTY'>

export interface Progress {
  /** `done` of the whole are done. */
  at(done: number): void
  /** Makes room for a line that stays. */
  pause(): void
  end(): void
}

const barWidth = 30
const redrawMs = 100
const lineMs = 5_000

/** On a terminal one line that is written over; elsewhere a line every five seconds. `total` may turn out to be wrong. */
export function showProgress(out: ProgressOutput, what: string, total: number): Progress {
  const begunAt = Date.now()
  const everyMs = out.isTTY ? redrawMs : lineMs
  let shownAt = out.isTTY ? 0 : begunAt
  let isDrawn = false

  const draw = (done: number) => {
    shownAt = Date.now()
    const share = Math.min(1, total === 0 ? 1 : done / total)
    const seconds = Math.round((shownAt - begunAt) / 1_000)
    const words = `${done} of ${total} ${what}, ${Math.floor(share * 100)} %, ${seconds} s`
    if (!out.isTTY) return out.write(`${words}\n`)
    const filled = Math.round(share * barWidth)
    isDrawn = true
    return out.write(`\r[${'#'.repeat(filled)}${' '.repeat(barWidth - filled)}] ${words}\u001b[K`)
  }
  const pause = () => {
    if (isDrawn) out.write('\r\u001b[K')
    isDrawn = false
  }
  return {
    at(done) {
      if (Date.now() - shownAt >= everyMs) draw(done)
    },
    pause,
    end: pause,
  }
}
