import type { Client } from '@temporalio/client'
import type { Db } from '../../db/types'
import type { BusinessId } from '../../domain/ids'
import type { StuckKind, StuckThing } from '../../domain/stuck'

/** Where is looked. */
export interface StuckPlace {
  readonly sql: Db
  readonly client: Client
  readonly businessId: BusinessId
}

/** One place where things get stuck. Looking changes nothing. */
export interface StuckSource {
  /** In words, after "could not look at". */
  readonly name: string
  /** What it can find. */
  readonly kinds: readonly StuckKind[]
  find(place: StuckPlace): Promise<StuckThing[]>
}
