import type { BatchJobAnswer } from '@sluice/contracts'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import { stateKinds, statusCodes } from './job-state.ts'

/** State of a batch job in the words of the API. */
export const JobStateLabel = ({ state }: { readonly state: BatchJobAnswer['state'] }) => (
  <span translate="no">
    <StateLabel kind={stateKinds[state]}>{statusCodes[state]}</StateLabel>
  </span>
)
