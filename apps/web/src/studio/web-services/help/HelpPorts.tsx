import type { EndpointHelpAnswer } from '@sluice/contracts'
import { useWords } from '../../../shared/languages/words.ts'
import { Section } from '../../../shared/ui/page/Section.tsx'
import { HelpTable } from './HelpTable.tsx'
import styles from './help.module.css'
import { helpWords } from './help-words.ts'

/** Columns of inputs or outputs. */
export function HelpPorts({ title, ports }: { readonly title: string; readonly ports: EndpointHelpAnswer['inputs'] }) {
  const words = useWords(helpWords)
  return (
    <Section title={title}>
      {ports.length === 0 && <p>{words('none')}</p>}
      {ports.map(({ name, description, columns }) => (
        <div key={name} className={styles.part}>
          <h3>
            <code translate="no">{name}</code>
          </h3>
          {description !== '' && <p translate="no">{description}</p>}
          {columns.length === 0 ? (
            <p>{words('columnsNone')}</p>
          ) : (
            <HelpTable
              label={`${title}: ${name}`}
              heads={[words('column'), words('type')]}
              rows={columns.map((column) => [
                column.name,
                <code key="name" translate="no">
                  {column.name}
                </code>,
                <span key="type">
                  <code translate="no">{column.type}</code>
                  {column.isOptional && `, ${words('mayBeLeftOut')}`}
                </span>,
              ])}
            />
          )}
        </div>
      ))}
    </Section>
  )
}
