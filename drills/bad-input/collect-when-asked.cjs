// Preloaded into a process of the drill: memory is compared after what nobody holds any more has been collected.
process.on('message', (message) => {
  if (message !== 'collect') return
  for (let round = 0; round < 3; round++) globalThis.gc()
  const { rss, heapUsed } = process.memoryUsage()
  process.send({ rss, heap: heapUsed })
})
