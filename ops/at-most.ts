/** What `work` makes of each, so many at a time, in the order of the items. */
export async function atMost<Item, Made>(
  limit: number,
  items: readonly Item[],
  work: (item: Item) => Promise<Made>,
): Promise<Made[]> {
  const made: Made[] = []
  const queue = items.entries()
  const worker = async () => {
    for (const [index, item] of queue) made[index] = await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker))
  return made
}
