import { type Fault, parseCacheConnection } from '@sluice/contracts'
import { fieldFault } from '../arm/faults.ts'

/** What is wrong with the connection string of a cache, with its named values in it. */
export const checkConnection = (connectionString: string): readonly Fault[] =>
  parseCacheConnection(connectionString) === undefined
    ? [
        fieldFault(
          'properties.connectionString',
          "'connectionString' must be host:port,password=…,ssl=True or a URL such as rediss://:password@host:port.",
        ),
      ]
    : []
