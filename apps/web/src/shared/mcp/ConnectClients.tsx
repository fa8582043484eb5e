import { useState } from 'react'
import { useWords } from '../languages/words.ts'
import { CodeBlock } from '../ui/code/CodeBlock.tsx'
import { Tabs } from '../ui/navigation/Tabs.tsx'
import { Section } from '../ui/page/Section.tsx'
import { CodeText } from '../ui/values/CodeText.tsx'
import { type ClientConfiguration, clientConfigurations } from './client-configurations.ts'
import styles from './connect.module.css'
import { connectWords } from './connect-words.ts'

/** Where an MCP server is, and what usual clients want to be told of it. */
export function ConnectClients({
  name,
  addresses,
  path,
  keyHeader,
}: {
  /** Identifier of the server. */
  readonly name: string
  /** The safest one is what clients are told. */
  readonly addresses: readonly string[]
  /** What is said while no address is known. */
  readonly path: string
  /** Undefined = calls need no key. */
  readonly keyHeader: string | undefined
}) {
  const words = useWords(connectWords)
  const [client, setClient] = useState<ClientConfiguration['id']>('vscode')
  const address = addresses.find((one) => one.startsWith('https:')) ?? addresses[0]
  const configurations = address === undefined ? [] : clientConfigurations({ name, address, keyHeader })
  const shown = configurations.find(({ id }) => id === client)
  return (
    <Section title={words('title')} description={words('lead')}>
      <div className={styles.parts}>
        {addresses.length === 0 && <p>{words('unknownAddress', { path })}</p>}
        {addresses.map((one) => (
          <CodeText key={one} value={one} name={words('address')} />
        ))}
        <p>{keyHeader === undefined ? words('keyNotNeeded') : words('keyNeeded', { header: keyHeader })}</p>
        {shown !== undefined && (
          <>
            <Tabs
              className={styles.tabs}
              label={words('client')}
              selected={client}
              onSelect={setClient}
              tabs={configurations.map(({ id, client: label }) => ({ id, label }))}
              size="small"
              isTranslated={false}
            />
            <p className={styles.where}>
              {shown.file === undefined ? (
                words('intoTerminal')
              ) : (
                <>
                  {words('intoFile')} <code translate="no">{shown.file}</code>
                </>
              )}
            </p>
            <CodeBlock label={words('configurationFor', { client: shown.client })} text={shown.text} />
          </>
        )}
      </div>
    </Section>
  )
}
