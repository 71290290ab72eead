/**
 * Loaded into every server under test (`node --import probe.mjs`): answers the bench over the channel it was started with, and ends the server
 * when the bench is gone. CPU is what the operating system charged to all threads of the process, those that have ended included.
 */
process.on('message', (question) => {
  if (question.collect) for (let round = 0; round < 4; round++) globalThis.gc?.()
  const { user, system } = process.cpuUsage()
  const { rss, heapUsed, external } = process.memoryUsage()
  process.send?.({ id: question.id, cpu: (user + system) / 1000, rss, held: heapUsed + external })
})
process.on('disconnect', () => process.exit(0))
