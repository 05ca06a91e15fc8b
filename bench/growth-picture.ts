import { init } from 'echarts'

const size = { width: 960, height: 560 }
/** Told apart also by people who see few colours. */
const colours = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00']
const family = 'DejaVu Sans, Verdana, sans-serif'

interface Growth {
  readonly openOrders: readonly number[]
  readonly lines: readonly { readonly name: string; readonly values: readonly number[] }[]
}

/**
 * Each figure as a multiple of what it was with the fewest orders, on scales where "grows as the orders do" is a straight
 * line: what lies above that is worse than linear. An SVG.
 */
export function growthPicture({ openOrders, lines }: Growth): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...size })
  const multiples = (values: readonly number[]) => values.map((value, at) => [openOrders[at]!, value / values[0]!])
  const linear = { name: 'linear', values: openOrders }
  try {
    chart.setOption({
      animation: false,
      backgroundColor: '#ffffff',
      color: colours,
      textStyle: { fontFamily: family, fontSize: 15 },
      legend: { top: 16, itemGap: 18, textStyle: { fontSize: 15 } },
      grid: { left: 80, right: 40, top: 72, bottom: 80 },
      xAxis: {
        type: 'log',
        min: openOrders[0],
        max: openOrders.at(-1),
        name: 'open orders',
        nameLocation: 'middle',
        nameGap: 40,
      },
      yAxis: { type: 'log', name: 'times the first', min: 0.1 },
      series: [
        ...lines.map(({ name, values }) => ({
          type: 'line',
          name,
          symbolSize: 9,
          lineStyle: { width: 3 },
          data: multiples(values),
        })),
        {
          type: 'line',
          name: linear.name,
          symbol: 'none',
          lineStyle: { width: 2, type: 'dashed', color: '#666666' },
          itemStyle: { color: '#666666' },
          data: multiples(linear.values),
        },
      ],
    })
    return chart.renderToSVGString()
  } finally {
    chart.dispose()
  }
}
