import { type BrandVariants, createDarkTheme, createLightTheme, type Theme } from '@fluentui/react-components'

/** Shades of the one accent; 80 is what stands on light surfaces, 110 to 130 on dark ones. */
const accent: BrandVariants = {
  10: '#040813',
  20: '#0e1a33',
  30: '#142b58',
  40: '#18356f',
  50: '#1c4085',
  60: '#204b9c',
  70: '#2555b2',
  80: '#2b5fc7',
  90: '#4573cf',
  100: '#5c87d8',
  110: '#7fa8f5',
  120: '#94b6f7',
  130: '#a9c4f9',
  140: '#bdd2fa',
  150: '#d2e0fc',
  160: '#e7effd',
}

const type = {
  fontFamilyBase: '"Segoe UI Variable", "Segoe UI", system-ui, sans-serif',
  fontFamilyMonospace: '"Cascadia Code", ui-monospace, monospace',
} as const

export const lightTheme: Theme = {
  ...createLightTheme(accent),
  ...type,
  colorNeutralBackground1: '#ffffff',
  colorNeutralBackground2: '#fafafa',
  colorNeutralForeground1: '#242424',
  colorNeutralForeground2: '#3d3d3d',
  colorNeutralForeground3: '#5c5c5c',
  colorNeutralForeground4: '#5c5c5c',
  colorNeutralStrokeAccessible: '#767676',
  colorNeutralStroke1: '#767676',
}

export const darkTheme: Theme = {
  ...createDarkTheme(accent),
  ...type,
  colorNeutralBackground1: '#292929',
  colorNeutralBackground2: '#1f1f1f',
  colorNeutralForeground1: '#f5f5f5',
  colorNeutralForeground2: '#dadada',
  colorNeutralForeground3: '#b8b8b8',
  colorNeutralForeground4: '#b8b8b8',
  colorNeutralStrokeAccessible: '#8f8f8f',
  colorNeutralStroke1: '#8f8f8f',
  colorBrandForeground1: '#7fa8f5',
  colorBrandForeground2: '#94b6f7',
  colorBrandForegroundLink: '#7fa8f5',
  colorBrandForegroundLinkHover: '#94b6f7',
  colorBrandForegroundLinkPressed: '#a9c4f9',
  colorCompoundBrandForeground1: '#7fa8f5',
  // White text stands on it.
  colorBrandBackground: '#2b5fc7',
  colorBrandBackgroundHover: '#2555b2',
  colorBrandBackgroundPressed: '#204b9c',
  colorBrandBackgroundSelected: '#2555b2',
}
