import { Checkbox } from '@fluentui/react-components'
import styles from '../properties.module.css'
import type { ParameterEditorProps } from './parameter-editor.ts'

export const CheckboxEditor = ({ parameter, titleId, value, isDisabled, onChange }: ParameterEditorProps) => (
  <Checkbox
    className={styles.named}
    label={<span id={titleId}>{parameter.title}</span>}
    checked={value === true}
    disabled={isDisabled}
    onChange={(_, { checked }) => onChange(checked === true)}
  />
)
