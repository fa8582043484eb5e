import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { Section } from '../../shared/ui/page/Section.tsx'
import { CodeText } from '../../shared/ui/values/CodeText.tsx'
import { Facts } from '../../shared/ui/values/Facts.tsx'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import type { ReadInstance } from './SettingsPage.tsx'
import { settingsWords } from './settings-words.ts'

/** Where the instance answers, and what is fixed of it. */
export function InstanceAddresses({
  instance: { id, name, location, properties },
}: {
  readonly instance: ReadInstance
}) {
  const words = useWords(settingsWords)
  const { moment } = useFormats()
  const address = (label: string, value: string | null) =>
    value === null ? [] : [[label, <CodeText key={label} value={value} name={label} />] as const]
  const hosts = [...new Set(properties.hostnameConfigurations.map(({ hostName }) => hostName))]
  return (
    <>
      <Section title={words('addresses')} description={words('addressesText')}>
        <Facts
          facts={[
            ...address(words('gateway'), properties.gatewayUrl),
            ...address(words('developerPortal'), toPortal(properties.developerPortalUrl, name)),
            ...address(words('management'), properties.managementApiUrl),
            ...address(words('path'), id),
            [
              words('hostnames'),
              <span key="hosts" translate="no">
                {hosts.join(', ')}
              </span>,
            ],
          ]}
        />
      </Section>
      <Section title={words('instance')}>
        <Facts
          facts={[
            [
              words('name'),
              <span key="name" translate="no">
                {name}
              </span>,
            ],
            [
              words('state'),
              <StateLabel key="state" kind={properties.provisioningState === 'Succeeded' ? 'done' : 'running'}>
                {properties.provisioningState}
              </StateLabel>,
            ],
            [words('location'), location],
            [words('created'), moment(properties.createdAtUtc)],
          ]}
        />
      </Section>
    </>
  )
}

const toPortal = (address: string | null, name: string) => address && `${address}/developer/${name}`
