import type { BodyFlow, UpgradedConnection } from '@sluice/platform'

/** How long what is still on its way may take when the other side is gone. */
const lingerMs = 10_000

/** Passes bytes between two connections, no faster than each takes them, until both have ended. */
export function passBothWays(one: UpgradedConnection, other: UpgradedConnection): void {
  passOn(one, other)
  passOn(other, one)
}

function passOn(from: UpgradedConnection, to: UpgradedConnection): void {
  let flow: BodyFlow | undefined
  to.onDrain(() => flow?.resume())
  flow = from.flow({
    onData(chunk) {
      if (!to.write(chunk)) flow?.pause()
    },
    onEnd: () => to.end(),
    onError: () => to.abort(),
  })
  from.onClosed(() => {
    to.end()
    to.onIdle(lingerMs, () => to.abort())
  })
}
