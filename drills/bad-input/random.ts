import { chanceOf, type Chance } from '../chance'

/** Chance that can be repeated: the same seed and place give the same values on every machine. */
export class Random {
  private readonly source: Chance

  constructor(seed: number, place: number) {
    this.source = chanceOf(mixed(mixed(seed >>> 0) ^ mixed((place + 0x9e3779b9) >>> 0)))
  }

  /** From 0 to below 1. */
  next(): number {
    return this.source.next()
  }

  /** Both ends included. */
  between(least: number, most: number): number {
    return this.source.between(least, most)
  }

  chance(share: number): boolean {
    return this.next() < share
  }

  pick<T>(values: readonly T[]): T {
    const value = values[this.between(0, values.length - 1)]
    if (value === undefined) throw new Error('nothing to pick from')
    return value
  }

  bytes(length: number): Buffer {
    return Buffer.from(Array.from({ length }, () => this.between(0, 255)))
  }

  letters(length: number, alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'): string {
    return Array.from({ length }, () => alphabet[this.between(0, alphabet.length - 1)]).join('')
  }
}

function mixed(value: number): number {
  let h = value >>> 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
