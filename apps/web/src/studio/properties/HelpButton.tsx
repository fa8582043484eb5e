import { Button, Popover, PopoverSurface, PopoverTrigger } from '@fluentui/react-components'
import { InfoRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useWords } from '../../shared/languages/words.ts'
import styles from './properties.module.css'
import { propertiesWords } from './properties-words.ts'

/** Help that is too long to stand below a field. `ofId` is the element that names what it is about. */
export function HelpButton({ ofId, children }: { readonly ofId: string; readonly children: ReactNode }) {
  const words = useWords(propertiesWords)
  const label = words('help')
  return (
    <Popover withArrow>
      <PopoverTrigger disableButtonEnhancement>
        <Button
          size="small"
          appearance="subtle"
          icon={<InfoRegular />}
          aria-label={label}
          aria-describedby={ofId}
          title={label}
        />
      </PopoverTrigger>
      <PopoverSurface className={styles.help} aria-label={label} tabIndex={-1}>
        {children}
      </PopoverSurface>
    </Popover>
  )
}
