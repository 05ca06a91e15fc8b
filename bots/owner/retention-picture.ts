import { Resvg } from '@resvg/resvg-js'
import { init } from 'echarts'
import type { Cohort } from '../../db/owner/cohorts'
import { monthShort } from './screens/cohort-table'
import { percent } from './subscription-words'

const size = { width: 960, height: 560 }
/** Brought along: a server has no fonts, and a picture without one has no text and no error. */
const font = { family: 'DejaVu Sans', file: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf') }
/** Told apart also by people who see few colours. */
const colours = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00']

interface Drawn {
  /** How many months a line may have. */
  readonly months: number
  readonly words: { readonly axis: string }
}

/** A line for each cohort: what percents of it were there after each month. A PNG. */
export function retentionPicture(cohorts: readonly Cohort[], drawn: Drawn): Buffer {
  const options = {
    background: '#ffffff',
    font: { fontFiles: [font.file], loadSystemFonts: false, defaultFontFamily: font.family },
  }
  return Buffer.from(new Resvg(svgOf(cohorts, drawn), options).render().asPng())
}

function svgOf(cohorts: readonly Cohort[], { months, words }: Drawn): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...size })
  try {
    chart.setOption({
      animation: false,
      color: colours,
      textStyle: { fontFamily: font.family, fontSize: 16 },
      legend: { top: 16, itemGap: 20, textStyle: { fontSize: 16 } },
      grid: { left: 80, right: 40, top: 72, bottom: 80 },
      xAxis: {
        type: 'category',
        boundaryGap: false,
        data: Array.from({ length: months }, (_, month) => String(month)),
        name: words.axis,
        nameLocation: 'middle',
        nameGap: 44,
        nameTextStyle: { fontSize: 16 },
        axisLabel: { fontSize: 16 },
      },
      yAxis: { type: 'value', min: 0, max: 100, axisLabel: { formatter: '{value} %', fontSize: 16 } },
      series: cohorts.map(({ month, size: all, kept }) => ({
        type: 'line',
        name: `${monthShort(month)} (${all})`,
        symbol: 'circle',
        symbolSize: 9,
        lineStyle: { width: 3 },
        data: kept.map((count) => percent(count, all)),
      })),
    })
    return chart.renderToSVGString()
  } finally {
    chart.dispose()
  }
}
