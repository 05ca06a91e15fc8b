/** How much one person may ask of the bot in a minute. Counted in this process: it guards against floods, not abuse. */
export class PressLimit {
  private readonly times = new Map<string, number[]>()

  constructor(private readonly perMinute = 30) {}

  /** `spare`: go on. `over_first`: too many, say so. `over`: too many, and it has been said. */
  count(person: string, now: number): 'spare' | 'over_first' | 'over' {
    const recent = (this.times.get(person) ?? []).filter((time) => now - time < 60_000)
    if (recent.length === 0 && this.times.size > 10_000) this.times.clear()
    recent.push(now)
    this.times.set(person, recent.slice(-2 * this.perMinute))
    if (recent.length <= this.perMinute) return 'spare'
    return recent.length === this.perMinute + 1 ? 'over_first' : 'over'
  }
}
