import { Field, Select } from '@fluentui/react-components'
import { getRouteApi } from '@tanstack/react-router'
import { useWords } from '../../shared/languages/words.ts'
import type { ApiHost } from './console-data.ts'
import { tryItWords } from './try-it-words.ts'

const route = getRouteApi('/developer/$service/apis/$api/operations/$operation/try')

export interface HostFieldProps {
  readonly hosts: readonly ApiHost[]
  readonly host: ApiHost | undefined
  /** How an address is shown; default: as it is. */
  readonly show?: (address: string) => string
}

/** At which address of the gateway a call goes; the choice stands in the page's address. */
export function HostField({ hosts, host, show = (address) => address }: HostFieldProps) {
  const words = useWords(tryItWords)
  const navigate = route.useNavigate()
  return (
    <Field label={words('host')}>
      <Select
        value={host?.address}
        onChange={(_, { value }) => void navigate({ search: (before) => ({ ...before, host: value }), replace: true })}
      >
        {hosts.map(({ address }) => (
          <option key={address} value={address} translate="no">
            {show(address)}
          </option>
        ))}
      </Select>
    </Field>
  )
}
