import type { WebServiceParameter } from '@sluice/contracts'
import { useState } from 'react'
import { useWords } from '../../shared/languages/words.ts'
import { knownColumns } from '../column-selector/known-columns.ts'
import { ParameterField } from './ParameterField.tsx'
import type { PropertyPanelProps } from './PropertyPanel.tsx'
import { effectiveValue, isSet, visibleParameters, withParameter } from './parameter-view.ts'
import styles from './properties.module.css'
import { propertiesWords } from './properties-words.ts'
import { WebServiceParameterDialog } from './WebServiceParameterDialog.tsx'

/** The parameters that have an effect with what is set. */
export function ParameterForm({
  node,
  module,
  known,
  faults,
  webServiceParameters,
  isReadOnly,
  onParameters,
  onWebServiceParameter,
}: Omit<PropertyPanelProps, 'faults'> & { readonly faults: ReadonlyMap<string, readonly string[]> }) {
  const words = useWords(propertiesWords)
  const [marking, setMarking] = useState<string>()
  const set = node.parameters
  const marked = module.parameters.find(({ name }) => name === marking)
  const givenOf = (parameter: string): WebServiceParameter | undefined => {
    const name = node.webServiceParameters[parameter]
    // One that the experiment does not declare is a fault of the server's telling; its name is shown all the same.
    return name === undefined ? undefined : (webServiceParameters.find((one) => one.name === name) ?? { name })
  }
  const given = marked && givenOf(marked.name)
  const isOn = (parameter: string | undefined) => {
    const other = module.parameters.find(({ name }) => name === parameter)
    return other !== undefined && effectiveValue(other, set) === true
  }
  if (module.parameters.length === 0) return <p className={styles.line}>{words('noParameters')}</p>
  return (
    <section className={styles.form} aria-label={words('parameters')}>
      {visibleParameters(module.parameters, set).map((parameter) => (
        <ParameterField
          key={parameter.name}
          parameter={parameter}
          value={effectiveValue(parameter, set)}
          isSet={isSet(parameter, set)}
          isReadOnly={isReadOnly}
          columns={parameter.columnsOf === undefined ? undefined : knownColumns(known?.inputs[parameter.columnsOf])}
          keepsOrder={isOn(parameter.orderedBy)}
          faults={faults.get(parameter.name) ?? []}
          given={givenOf(parameter.name)}
          onChange={(value) => onParameters(withParameter(set, parameter.name, value), `parameters.${parameter.name}`)}
          onMark={() => setMarking(parameter.name)}
          onUnlink={() => onWebServiceParameter(parameter.name, undefined)}
        />
      ))}
      {marked !== undefined && (
        <WebServiceParameterDialog
          parameter={marked}
          value={effectiveValue(marked, set)}
          given={given}
          taken={new Set(webServiceParameters.map(({ name }) => name).filter((name) => name !== given?.name))}
          onSet={(changed) => {
            onWebServiceParameter(marked.name, changed)
            setMarking(undefined)
          }}
          onCancel={() => setMarking(undefined)}
        />
      )}
    </section>
  )
}
