/**
 * `testUnless(reason)` is `test` when there is no reason against it, and otherwise skips with the reason in the title,
 * from where `npm test` prints it. A skipped test without a reason fails the run.
 */
export function testUnless(reason: string | undefined) {
  return (name: string, body: () => Promise<void>, timeoutMs?: number) => {
    if (reason === undefined) test(name, body, timeoutMs)
    // oxlint-disable-next-line jest/no-disabled-tests -- the one place where skipping is done, with its reason
    else test.skip(`${name} [skipped: ${reason}]`, body, timeoutMs)
  }
}
