import { Gauge, type Registry } from 'prom-client'

type Collect = (into: Gauge) => Promise<void>

/** A gauge that is read at scrape time. What cannot be read is not told: an old figure would look like a new one. */
export function gauge(
  registry: Registry,
  name: string,
  help: string,
  labelNames: readonly string[],
  collect: Collect,
): void {
  new Gauge({
    name,
    help,
    labelNames,
    registers: [registry],
    async collect() {
      this.reset()
      await collect(this).catch(() => this.remove(...labelNames.map(() => '')))
    },
  })
}
