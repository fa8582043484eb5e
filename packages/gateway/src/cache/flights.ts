/** How long calls wait for one that asks the same; then they ask themselves. */
const defaultMaxWaitMs = 5_000

/** Calls that are asking a backend for something that others want, too. */
export interface Flights {
  /** Undefined = nobody asks for it: the caller does, and says `end` when it is there or will not be. */
  join(key: string): Promise<void> | undefined
  end(key: string): void
}

interface Flight {
  readonly landed: PromiseWithResolvers<void>
  timer: NodeJS.Timeout | undefined
}

/** In this worker; calls that other workers serve are not waited for. */
export function createFlights(maxWaitMs = defaultMaxWaitMs): Flights {
  const flights = new Map<string, Flight>()
  const end = (key: string) => {
    const flight = flights.get(key)
    if (flight === undefined) return
    flights.delete(key)
    clearTimeout(flight.timer)
    flight.landed.resolve()
  }
  return {
    join(key) {
      const flight = flights.get(key)
      if (flight === undefined) {
        flights.set(key, { landed: Promise.withResolvers<void>(), timer: undefined })
        return undefined
      }
      flight.timer ??= setTimeout(end, maxWaitMs, key).unref()
      return flight.landed.promise
    },
    end,
  }
}
