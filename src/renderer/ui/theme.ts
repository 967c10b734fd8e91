import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

/** The tokens of tokens.css in the words of Mantine, so that its parts and ours are made of the same paper. */

const indigo: MantineColorsTuple = [
  '#ecedf9',
  '#d5d8f2',
  '#b5bbe6',
  '#aeb8ff',
  '#8f9dff',
  '#6c79d9',
  '#4d5bc4',
  '#3a48b0',
  '#333f9e',
  '#2c388f',
]
const ok: MantineColorsTuple = [
  '#e5f3e9',
  '#c5e4ce',
  '#93c9a8',
  '#7fdda5',
  '#5bcb8a',
  '#3aa268',
  '#278d55',
  '#1b7a45',
  '#14633a',
  '#14301f',
]
const warn: MantineColorsTuple = [
  '#fcf0d9',
  '#f5dfb3',
  '#e0b973',
  '#f2c274',
  '#ebb254',
  '#c58a2a',
  '#ab6c0d',
  '#945700',
  '#7e4a00',
  '#352811',
]
const bad: MantineColorsTuple = [
  '#fbeae7',
  '#f3cbc6',
  '#e5a59e',
  '#ffa297',
  '#ff8d80',
  '#d9564b',
  '#c43b31',
  '#b0271e',
  '#9c2019',
  '#3b1a17',
]
const plum: MantineColorsTuple = [
  '#f7eaf6',
  '#ebcde8',
  '#d7a3d3',
  '#ecaae8',
  '#e290dc',
  '#b65eaf',
  '#9c4495',
  '#86307f',
  '#762870',
  '#361b35',
]

export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 7, dark: 4 },
  colors: { indigo, ok, warn, bad, plum },
  autoContrast: true,
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  respectReducedMotion: true,
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.34', sm: '1.54', md: '1.43', lg: '1.5', xl: '1.4' },
  headings: { fontFamily: 'var(--font)', fontWeight: '700' },
  cursorType: 'default',
  components: {
    Input: { defaultProps: { size: 'md' } },
    InputWrapper: { defaultProps: { size: 'md' } },
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    NumberInput: { defaultProps: { size: 'md' } },
    // A list that opens at the mere focus takes the Esc that was meant for the dialog around it.
    Select: { defaultProps: { size: 'md', checkIconPosition: 'right', openOnFocus: false } },
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Switch: { defaultProps: { size: 'md' } },
  },
})

const variables = {
  '--mantine-color-body': 'var(--canvas)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-2)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-anchor': 'var(--accent-ink)',
  '--mantine-color-error': 'var(--bad-ink)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-disabled': 'var(--sunken)',
  '--mantine-color-disabled-color': 'var(--ink-3)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
  '--mantine-color-indigo-filled': 'var(--accent)',
  '--mantine-line-height': '1.43',
}

export const cssVariablesResolver: CSSVariablesResolver = () => ({ variables: {}, light: variables, dark: variables })
