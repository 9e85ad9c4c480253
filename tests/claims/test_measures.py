"""What the rules read from a sentence: examples in tables, one a line."""

from datetime import date
from decimal import Decimal

import pytest

from nlp.analyzer import load
from nlp.records import Claim

PUBLISHED = date(2024, 8, 30)

# (text, [(concept, aspect, low, high, unit)]): low and high as plain decimals, None for an open side.
CHINESE = [
    ("公司毛溢利率为30%，净溢利率10%，经营溢利率12%。", [("GrossMargin", "level", "30", "30", "percent"), ("NetMargin", "level", "10", "10", "percent"), ("OperatingMargin", "level", "12", "12", "percent")]),
    ("公司预计房价下跌5%至8%。单吨净利约0.72万元。投资物业公平值亏损9亿元。", [("ProductPrice", "change", "-8", "-5", "percent")]),
    ("公司营收36亿元。政府采购公共服务2亿元。收购游戏渠道5亿元。", [("Revenue", "level", "3600000000", "3600000000", "CNY")]),
    ("销售、管理、研发费用率分别为19.3%、5.4%、7.1%。", [("SellingExpenseRatio", "level", "19.3", "19.3", "percent"), ("ResearchAndDevelopmentIntensity", "level", "7.1", "7.1", "percent")]),
    ("销售、管理及研发费用分别为3亿元、1.2亿元和5亿元，财务费用0.3亿元。", [("SellingExpense", "level", "300000000", "300000000", "CNY"), ("AdministrativeExpense", "level", "120000000", "120000000", "CNY"), ("ResearchAndDevelopmentExpense", "level", "500000000", "500000000", "CNY")]),
    ("公司销售和管理费用合计4.2亿元。", []),
    ("公司预计毛利率不会低于25%，研发费用不会超过3亿元，亏损不会高于2亿元。", [("GrossMargin", "level", "25", None, "percent"), ("ResearchAndDevelopmentExpense", "level", None, "300000000", "CNY"), ("ProfitLoss", "level", "-200000000", None, "CNY")]),
    ("公司中期业绩：同店销售分别倒退5.1%及3.2%，同店跌幅只有1.4%。", [("Revenue", "change_yoy", "-5.1", "-5.1", "percent"), ("Revenue", "change_yoy", "-3.2", "-3.2", "percent"), ("Revenue", "change_yoy", "-1.4", "-1.4", "percent")]),
    ("公司称10月同店销售录得8.7%升幅。", [("Revenue", "change_yoy", "8.7", "8.7", "percent")]),
    ("公司去年储能系统发货31GWh，发货后3天内付款。", [("Shipments", "level", "31", "31", "GWh")]),
    ("公司前五大客户收入占比为58.5%，最大客户占比从31%降为22%，再降到18%。", [("ShareOfRevenue", "level", "58.5", "58.5", "percent"), ("ShareOfRevenue", "level", "31", "31", "percent"), ("ShareOfRevenue", "level", "22", "22", "percent"), ("ShareOfRevenue", "level", "18", "18", "percent")]),
    ("公司没有披露美国收入，称其占比不到2%。", [("ShareOfRevenue", "level", None, "2", "percent")]),
    ("公司去年收入9亿元。欧洲只占两成，研发人员占比45%。", [("Revenue", "level", "900000000", "900000000", "CNY"), ("ShareOfRevenue", "level", "20", "20", "percent")]),
    ("欧洲收入17亿元，占32.8%，比上一年少了6.9个百分点。", [("Revenue", "level", "1700000000", "1700000000", "CNY"), ("ShareOfRevenue", "level", "32.8", "32.8", "percent"), ("ShareOfRevenue", "change_yoy", "-6.9", "-6.9", "percentage_point")]),
    ("去年销售费用4.7亿元，是上一年的1.6倍。", [("SellingExpense", "level", "470000000", "470000000", "CNY"), ("SellingExpense", "change_yoy", "1.6", "1.6", "times")]),
    ("该市场规模将从2025年的86亿元增至2030年的235亿元，年复合增长率22%。", [("MarketSize", "level", "8600000000", "8600000000", "CNY"), ("MarketSize", "level", "23500000000", "23500000000", "CNY"), ("MarketSize", "change", "22", "22", "percent")]),
    ("公司香港速食餐饮收入5.4亿元，若以人民币计则跌2%。", [("Revenue", "level", "540000000", "540000000", "CNY"), ("Revenue", "change_yoy", "-2", "-2", "percent")]),
    ("宁德时代今日收报6.8元，成交额412万元，今年以来累跌16.8%。", [("SharePrice", "level", "6.8", "6.8", "CNY/share"), ("TradingVolume", "level", "4120000", "4120000", "CNY"), ("SharePrice", "change", "-16.8", "-16.8", "percent")]),
    ("同业宁德时代收41.3元，跌0.8%。", [("SharePrice", "level", "41.3", "41.3", "CNY/share"), ("SharePrice", "change", "-0.8", "-0.8", "percent")]),
    ("公司实现营收45.6亿元（+12.3%），归母净利3.2亿元（-8.5%），扣非2.9亿元（-10.1%）。", [("Revenue", "level", "4560000000", "4560000000", "CNY"), ("Revenue", "change_yoy", "12.3", "12.3", "percent"), ("ProfitLossAttributableToOwners", "level", "320000000", "320000000", "CNY"), ("ProfitLossAttributableToOwners", "change_yoy", "-8.5", "-8.5", "percent"), ("RecurringProfitLoss", "level", "290000000", "290000000", "CNY"), ("RecurringProfitLoss", "change_yoy", "-10.1", "-10.1", "percent")]),
    ("公司目前持有现金120亿元。", [("CashAndCashEquivalents", "level", "12000000000", "12000000000", "CNY")]),
    ("公司计提减值，减少净利润2.7亿元。", [("ProfitLoss", "change", "-270000000", "-270000000", "CNY")]),
    ("公司提高主打产品售价5元。", [("ProductPrice", "change", "5", "5", "CNY")]),
    ("新能源车销量占总销量的比例达63%，较去年的41%提高22个百分点。", []),
    ("全年利润保持两位数增长，科研人员选育出5个新品种。", []),
    ("公司每股作价12.5港元，净筹14.6亿港元。", [("SharePrice", "level", "12.5", "12.5", "HKD/share"), ("FundsRaised", "level", "1460000000", "1460000000", "HKD")]),
    ("营收连降三季，息差跌破1.7%。", []),
    ("公司A股高开11%，收涨8.7%至42.6元。", [("SharePrice", "change", "11", "11", "percent"), ("SharePrice", "change", "8.7", "8.7", "percent"), ("SharePrice", "level", "42.6", "42.6", "CNY/share")]),
    ("10年期美债收益率上行2个基点，现货黄金跌0.8%。", [("InterestRate", "change", "0.02", "0.02", "percentage_point"), ("ProductPrice", "change", "-0.8", "-0.8", "percent")]),
    ("计息负债平均成本率1.72%，同比上升1个基点。", []),
    ("公司海外进账4亿元，占比40%。", [("Revenue", "level", "400000000", "400000000", "CNY"), ("ShareOfRevenue", "level", "40", "40", "percent")]),
    ("公司海外收入4亿元，占营收比例40%，同比下降2.1个百分点。", [("Revenue", "level", "400000000", "400000000", "CNY"), ("ShareOfRevenue", "level", "40", "40", "percent"), ("ShareOfRevenue", "change_yoy", "-2.1", "-2.1", "percentage_point")]),
    ("公司净利润同比增长61%，但下调今年每股盈利预测2%。", [("ProfitLoss", "change_yoy", "61", "61", "percent"), ("EarningsPerShare", "change", "-2", "-2", "percent")]),
    ("气田累产突破620亿立方米，项目年产12万吨，8月上半月产糖31万吨。", [("ProductionVolume", "level", "62000000000", None, "cubic meter"), ("ProductionCapacity", "level", "120000", "120000", "ton"), ("ProductionVolume", "level", "310000", "310000", "ton")]),
    ("韩国贸易收支为盈余38亿美元，越南贸易账录得逆差2亿美元。", [("TradeBalance", "level", "3800000000", "3800000000", "USD"), ("TradeBalance", "level", "-200000000", "-200000000", "USD")]),
    ("万元国内生产总值用水量下降17%。", []),
    ("公司拟每10股派发现金红利1.5元。", [("DividendPerShare", "level", "0.15", "0.15", "CNY/share")]),
    ("公司游戏业务收入28亿美元；\n专业可视化4亿美元，同比增20%。", [("Revenue", "level", "2800000000", "2800000000", "USD"), ("Revenue", "level", "400000000", "400000000", "USD"), ("Revenue", "change_yoy", "20", "20", "percent")]),
    ("公司预计全年营收将增长2%，营业利润将下降18.5%至4.3亿元。", [("Revenue", "change_yoy", "2", "2", "percent"), ("OperatingProfit", "change_yoy", "-18.5", "-18.5", "percent"), ("OperatingProfit", "level", "430000000", "430000000", "CNY")]),
    ("工业硅价格较上周跌200元，近5日累计跌650元。", [("ProductPrice", "change", "-200", "-200", "CNY"), ("ProductPrice", "change", "-650", "-650", "CNY")]),
    ("公司毛利率62%，比行业平均水平高出约15个百分点。", [("GrossMargin", "level", "62", "62", "percent"), ("GrossMargin", "change", "15", "15", "percentage_point")]),
    ("氢氧化锂价格较2022年高点跌去八成。", [("ProductPrice", "change", "-80", "-80", "percent")]),
    ("公司归母净利润由上年同期的盈利2.4亿元转为亏损1.3亿元。", [("ProfitLossAttributableToOwners", "level", "240000000", "240000000", "CNY"), ("ProfitLossAttributableToOwners", "level", "-130000000", "-130000000", "CNY")]),
    ("公司上半年归母净利润5亿元，扣非后，上半年亏2.7亿元。", [("ProfitLossAttributableToOwners", "level", "500000000", "500000000", "CNY"), ("RecurringProfitLoss", "level", "-270000000", "-270000000", "CNY")]),
    ("公司经营现金流净流出6亿元，2024年全年流出21亿元。", [("OperatingCashFlow", "level", "-600000000", "-600000000", "CNY"), ("OperatingCashFlow", "level", "-2100000000", "-2100000000", "CNY")]),
    ("公司第二季度收入312亿元，较去年同期的278亿元增加12%，较上季度的306亿元增加2%。", [("Revenue", "level", "31200000000", "31200000000", "CNY"), ("Revenue", "level", "27800000000", "27800000000", "CNY"), ("Revenue", "change_yoy", "12", "12", "percent"), ("Revenue", "level", "30600000000", "30600000000", "CNY"), ("Revenue", "change_qoq", "2", "2", "percent")]),
    ("经营活动现金流净额为-4.8亿元，上年同期为净流入3.1亿元。", [("OperatingCashFlow", "level", "-480000000", "-480000000", "CNY"), ("OperatingCashFlow", "level", "310000000", "310000000", "CNY")]),
    ("公司云业务收入0.88亿元，占比16.9%。", [("Revenue", "level", "88000000", "88000000", "CNY"), ("ShareOfRevenue", "level", "16.9", "16.9", "percent")]),
    ("研发开支7.2亿元，占总收入比例由去年同期的51%降到38%。", [("ResearchAndDevelopmentExpense", "level", "720000000", "720000000", "CNY"), ("ResearchAndDevelopmentIntensity", "level", "51", "51", "percent"), ("ResearchAndDevelopmentIntensity", "level", "38", "38", "percent")]),
    ("公司毛利率20%，单车利润8600元，同比下降约一成。", [("GrossMargin", "level", "20", "20", "percent")]),
    ("不建议派发中期股息（2023年同期：每股5港仙）。", [("DividendPerShare", "level", "0.05", "0.05", "HKD/share")]),
    ("公司总市值16亿港元，距历史高点31.5港元已远。", [("MarketCapitalisation", "level", "1600000000", "1600000000", "HKD")]),
    ("降价车型比去年多8款；纯电车均价下调2.3万元。", [("ProductPrice", "change", "-23000", "-23000", "CNY")]),
    ("索尼收跌7%，总市值1400亿美元，盘中一度跌近10%。", [("SharePrice", "change", "-7", "-7", "percent"), ("MarketCapitalisation", "level", "140000000000", "140000000000", "USD"), ("SharePrice", "change", "-10", "-10", "percent")]),
    ("公司今日股价反弹涨近3%，昨日一度跌11%。", [("SharePrice", "change", "3", "3", "percent"), ("SharePrice", "change", "-11", "-11", "percent")]),
    ("村民年人均收入超过5万元。", []),
    ("公司拟发行债券不超过人民币50亿元（含50亿元）。", [("FundsRaised", "level", None, "5000000000", "CNY")]),
    ("到2025年，半导体企业销售收入超过10亿元，上市企业新增3家。", [("Revenue", "level", "1000000000", None, "CNY")]),
    ("1至11月轻工企业实现营业收入20万亿元，实现利润1.3万亿元。", [("Revenue", "level", "20000000000000", "20000000000000", "CNY"), ("ProfitLoss", "level", "1300000000000", "1300000000000", "CNY")]),
    ("公司是一家从事包装印刷品生产和销售的企业。", []),
    ("理财大赛火热报名中，获奖者投资5000元。【点击领取】", []),
    ("预计非经常性损益对净利润的影响金额约为300万元。", []),
    ("总资产90亿元，受估值变化影响下降4.6%。", [("TotalAssets", "level", "9000000000", "9000000000", "CNY"), ("TotalAssets", "change", "-4.6", "-4.6", "percent")]),
    ("公司计提股份支付成本2000万元导致行政开支大幅增加。", []),
    ("稳定股价方案实施完成，高管累计增持75万元。", []),
    ("交易完成后公司将持有该基金87.5%合伙份额。", [("Ownership", "level", "87.5", "87.5", "percent")]),
    ("公司拥有人应占年内亏损600万港元。", [("ProfitLossAttributableToOwners", "level", "-6000000", "-6000000", "HKD")]),
    ("今日有1200亿元逆回购到期。", []),
    ("本次质押120万股，占其所持股份比例12.5%。", []),
    ("该行将其盈利预测上调3.5%。", [("ProfitLoss", "change", "3.5", "3.5", "percent")]),
    ("预计归属于上市公司股东的净利润亏损5000万元，上年同期亏损300万元。", [("ProfitLossAttributableToOwners", "level", "-50000000", "-50000000", "CNY"), ("ProfitLossAttributableToOwners", "level", "-3000000", "-3000000", "CNY")]),
    ("基本每股收益亏损0.11元。", [("EarningsPerShare", "level", "-0.11", "-0.11", "CNY/share")]),
    ("中选产品平均降价52%。", [("ProductPrice", "change", "-52", "-52", "percent")]),
    ("实际使用外资金额5800亿元，同比下降31%。", [("Investment", "level", "580000000000", "580000000000", "CNY"), ("Investment", "change_yoy", "-31", "-31", "percent")]),
    ("内需对经济增长贡献率达61%。", []),
    ("东南亚丁烯货源报1480美元/吨。", [("ProductPrice", "level", "1480", "1480", "USD/ton")]),
    ("碳配额收盘价61.5元/吨，收盘价较前一日上涨2.1%。", [("ProductPrice", "level", "61.5", "61.5", "CNY/ton"), ("ProductPrice", "change", "2.1", "2.1", "percent")]),
    ("公司权益持有人应占净亏损为1.2亿元。", [("ProfitLossAttributableToOwners", "level", "-120000000", "-120000000", "CNY")]),
    ("调整后经营性净利润8亿美元，同比增5.1%。", [("OperatingProfit", "level", "800000000", "800000000", "USD"), ("OperatingProfit", "change_yoy", "5.1", "5.1", "percent")]),
    ("该股午后走强，截至14点10分，报6.28元，换手率1.2%。", [("SharePrice", "level", "6.28", "6.28", "CNY/share")]),
    ("今年大豆减产7%。", [("ProductionVolume", "change_yoy", "-7", "-7", "percent")]),
    ("公司实现营收12亿元，净利润3亿元。同比分别增长11%、16%。", [("Revenue", "level", "1200000000", "1200000000", "CNY"), ("ProfitLoss", "level", "300000000", "300000000", "CNY"), ("Revenue", "change_yoy", "11", "11", "percent"), ("ProfitLoss", "change_yoy", "16", "16", "percent")]),
    ("碳排放配额收盘价61.5元/吨。", [("ProductPrice", "level", "61.5", "61.5", "CNY/ton")]),
    ("公司上半年实现营收12.5亿元，同比增长8.2%。", [("Revenue", "level", "1250000000", "1250000000", "CNY"), ("Revenue", "change_yoy", "8.2", "8.2", "percent")]),
    ("第二季度净亏损3000万元，亏损同比收窄15%。", [("ProfitLoss", "level", "-30000000", "-30000000", "CNY"), ("ProfitLoss", "change_yoy", "-15", "-15", "percent")]),
    ("毛利率升至31.4%，环比提高0.6个百分点。", [("GrossMargin", "level", "31.4", "31.4", "percent"), ("GrossMargin", "change_qoq", "0.6", "0.6", "percentage_point")]),
    ("归母净利润、扣非净利润分别同比增长12%和9%。", [("ProfitLossAttributableToOwners", "change_yoy", "12", "12", "percent"), ("RecurringProfitLoss", "change_yoy", "9", "9", "percent")]),
    ("预计全年净利润2.1亿元至2.6亿元。", [("ProfitLoss", "level", "210000000", "260000000", "CNY")]),
    ("经调整净亏损超过1.2亿元。", [("AdjustedProfitLoss", "level", None, "-120000000", "CNY")]),
    ("研发投入达8亿元，占营收比重为16%。", [("ResearchAndDevelopmentInvestment", "level", "800000000", "800000000", "CNY"), ("ResearchAndDevelopmentIntensity", "level", "16", "16", "percent")]),
    ("汽车产销量分别为200万辆和210万辆，同比分别增长1.5%和2.5%。", [("ProductionVolume", "level", "2000000", "2000000", "vehicle"), ("Shipments", "level", "2100000", "2100000", "vehicle"), ("ProductionVolume", "change_yoy", "1.5", "1.5", "percent"), ("Shipments", "change_yoy", "2.5", "2.5", "percent")]),
    ("在岸人民币对美元16:30收盘报7.1231，较上一交易日跌45个基点。", [("ExchangeRate", "level", "7.1231", "7.1231", "CNY"), ("ExchangeRate", "change", "-0.0045", "-0.0045", "CNY")]),
    ("欧元兑美元涨0.3%报1.0912，美元兑日元跌12个基点。", [("ExchangeRate", "change", "0.3", "0.3", "percent"), ("ExchangeRate", "level", "1.0912", "1.0912", "USD"), ("ExchangeRate", "change", "-0.12", "-0.12", "JPY")]),
    ("8月工业产出环比升0.7%，预期升0.3%，前值降0.2%。", [("IndustrialProduction", "change_qoq", "0.7", "0.7", "percent"), ("IndustrialProduction", "change_qoq", "0.3", "0.3", "percent"), ("IndustrialProduction", "change_qoq", "-0.2", "-0.2", "percent")]),
    ("工业增加值同比增长5.2%，增速比上月加快0.4个百分点。", [("IndustrialProduction", "change_yoy", "5.2", "5.2", "percent"), ("IndustrialProduction", "change", "0.4", "0.4", "percentage_point")]),
    ("清泉股份股价大跌，截至收盘，跌幅收窄至5.2%。", [("SharePrice", "change", "-5.2", "-5.2", "percent")]),
    ("新建商品房销售额同比下降12%；开发企业到位资金同比下降9%。", [("Revenue", "change_yoy", "-12", "-12", "percent")]),
    ("国债收益率大幅上行，长券收益率上行3个基点。", [("InterestRate", "change", "0.03", "0.03", "percentage_point")]),
    ("工业企业营业收入利润率为5.3%，较上月提高0.2个百分点。", []),
    ("居民人均经营净收入900元，同比增长7%。", []),
    ("该平台订单同比增长三成。", []),
    ("房展会三天成交总金额12亿元。", []),
    ("公司累计回购120万股，成交总金额1500万元。", [("ShareRepurchase", "level", "15000000", "15000000", "CNY")]),
    ("公司市盈率为17倍，对应PB为1.7倍。", [("PriceEarningsRatio", "level", "17", "17", "times")]),
    ("在统计的80种产品中，有52种产品产量增长。", []),
    ("两年亏损3亿元，仍收取2亿元管理费。", [("ProfitLoss", "level", "-300000000", "-300000000", "CNY")]),
    ("新车长续航版21.99万元起，农户的生猪卖到每斤8.3元。", [("ProductPrice", "level", "219900", None, "CNY"), ("ProductPrice", "level", "8.3", "8.3", "CNY")]),
    ("清泉集团接近达成30亿美元收购天衡软件的交易。", [("AcquisitionPrice", "level", "3000000000", "3000000000", "USD")]),
    ("该行成功发行绿色债券，规模为25亿元。", [("FundsRaised", "level", "2500000000", "2500000000", "CNY")]),
    ("英国CPI同比上涨3.2%，高于2月2.9%的涨幅。", [("ConsumerPriceIndex", "change_yoy", "3.2", "3.2", "percent"), ("ConsumerPriceIndex", "change_yoy", "2.9", "2.9", "percent")]),
    ("油价上涨，导致运输成本增加，水泥产品单位成本同比上升11%。", []),
    ("电信业务收入达900亿元，电信业务总量同比增长14%。", [("Revenue", "level", "90000000000", "90000000000", "CNY")]),
    ("各地产销衔接顺畅，物资流转效率比平常提高10%。", []),
    ("华为收购小米股权失效，小米暴跌12%。", [("SharePrice", "change", "-12", "-12", "percent")]),
    ("每名会员须介绍两名会员。", []),
    ("央行将存款利率下调25个基点至1.5%。", [("InterestRate", "change", "-0.25", "-0.25", "percentage_point"), ("InterestRate", "level", "1.5", "1.5", "percent")]),
    ("沪指收跌0.8%报2980.5点。", [("IndexLevel", "change", "-0.8", "-0.8", "percent"), ("IndexLevel", "level", "2980.5", "2980.5", "points")]),
    ("比亚迪股价收报245.3港元，涨2.1%。", [("SharePrice", "level", "245.3", "245.3", "HKD/share"), ("SharePrice", "change", "2.1", "2.1", "percent")]),
    ("月活跃用户突破3亿。", [("ActiveUsers", "level", "300000000", None, None)]),
    ("CPI同比下降0.3%。", [("ConsumerPriceIndex", "change_yoy", "-0.3", "-0.3", "percent")]),
    ("同比/环比提升1.2/0.8个百分点的毛利率为20%。", [("GrossMargin", "level", "20", "20", "percent")]),
    ("公司拟以3.2亿元收购华信60%股权。", [("AcquisitionPrice", "level", "320000000", "320000000", "CNY"), ("Ownership", "level", "60", "60", "percent")]),
    ("公司近日签订2.4亿元的储能设备销售合同。", [("ContractValue", "level", "240000000", "240000000", "CNY")]),
    ("公司拟发行永续债15亿元。", [("FundsRaised", "level", "1500000000", "1500000000", "CNY")]),
    ("公司将斥资12亿元新建第二工厂。", [("Investment", "level", "1200000000", "1200000000", "CNY")]),
    ("上半年經營活動現金淨流出3.5億元。", [("OperatingCashFlow", "level", "-350000000", "-350000000", "CNY")]),
    ("三季度每股盈餘2.15元，毛利率年減1.2個百分點。", [("EarningsPerShare", "level", "2.15", "2.15", "CNY/share"), ("GrossMargin", "change_yoy", "-1.2", "-1.2", "percentage_point")]),
    ("11月出口年增12.5%，季調後月增3.1%。", [("ExportValue", "change_yoy", "12.5", "12.5", "percent"), ("ExportValue", "change_qoq", "3.1", "3.1", "percent")]),
    ("2025年收入达30亿元。", [("Revenue", "level", "3000000000", "3000000000", "CNY")]),
    ("净利息收入20亿元，同比增长2%。", [("Revenue", "level", "2000000000", "2000000000", "CNY"), ("Revenue", "change_yoy", "2", "2", "percent")]),
    ("公司收入三年增长4倍。", [("Revenue", "change", "4", "4", "times")]),
    ("一季度预亏1800万元至2500万元。", [("ProfitLoss", "level", "-25000000", "-18000000", "CNY")]),
    ("截至6月末，股东权益95亿元，较年初增长1.7%。", [("Equity", "level", "9500000000", "9500000000", "CNY"), ("Equity", "change", "1.7", "1.7", "percent")]),
    ("海外收入占公司总收入的42.3%。", [("ShareOfRevenue", "level", "42.3", "42.3", "percent")]),
    ("累计下载次数达3亿次。", [("Downloads", "level", "300000000", "300000000", "item")]),
    ("市值单日蒸发90亿美元。", [("MarketCapitalisation", "change", "-9000000000", "-9000000000", "USD")]),
    ("公司以每股5.7港元的价格发行新股。", [("SharePrice", "level", "5.7", "5.7", "HKD/share")]),
    ("二手住宅均价为13100元/平方米。", [("ProductPrice", "level", "13100", "13100", "CNY/square_meter")]),
    ("住宿、批发和零售业生产指数同比增长13.2%。", []),
    ("拨备覆盖率为391%，净息差为1.8%。", []),
    ("股东计划减持1.5%股份，换手率为5.6%。", []),
    ("控股股东及持股5%以上股东未参与认购。", []),
    ("蓝港投资累计减持4%股份。", []),
    ("人均GDP增长4%，单位国内生产总值能耗降低3%。", []),
    ("营业收入增长12%，净利润8%。", [("Revenue", "change_yoy", "12", "12", "percent"), ("ProfitLoss", "change_yoy", "8", "8", "percent")]),
    ("公司新增用户占总数的34.8%。", []),
    ("公司归母净利润1.2亿元，上年同期为亏损2.1亿元。", [("ProfitLossAttributableToOwners", "level", "120000000", "120000000", "CNY"), ("ProfitLossAttributableToOwners", "level", "-210000000", "-210000000", "CNY")]),
    ("营业收入增长12%，毛利率为8%。", [("Revenue", "change_yoy", "12", "12", "percent"), ("GrossMargin", "level", "8", "8", "percent")]),
]  # fmt: skip
KOREAN = [
    ("스마트폰 출하량은 1080만 대다.", [("Shipments", "level", "10800000", "10800000", "item")]),
    ("전기차 판매량은 3만 대다.", [("Shipments", "level", "30000", "30000", "vehicle")]),
    ("올해 매출은 3조원을 밑돌지 않을 것으로 예상했다. 영업이익률은 10%를 하회하지 않을 것으로 봤다.", [("Revenue", "level", "3000000000000", None, "KRW"), ("OperatingMargin", "level", "10", None, "percent")]),
    ("온빛푸드의 상반기 매출은 120억원이다. 지난해 상반기 100억원에서 20% 늘어난 것이다.", [("Revenue", "level", "12000000000", "12000000000", "KRW"), ("Revenue", "level", "10000000000", "10000000000", "KRW"), ("Revenue", "change_yoy", "20", "20", "percent")]),
    ("온빛푸드의 편의점 매출은 120억원, 영업이익은 9억원이다. 각각 5%, 8% 늘었다.", [("Revenue", "level", "12000000000", "12000000000", "KRW"), ("OperatingProfit", "level", "900000000", "900000000", "KRW"), ("Revenue", "change_yoy", "5", "5", "percent"), ("OperatingProfit", "change_yoy", "8", "8", "percent")]),
    ("온빛푸드의 매출은 120억원, 영업이익은 9억원이다. 지난해엔 각각 114억원, 8억원이었다.", [("Revenue", "level", "12000000000", "12000000000", "KRW"), ("OperatingProfit", "level", "900000000", "900000000", "KRW"), ("Revenue", "level", "11400000000", "11400000000", "KRW"), ("OperatingProfit", "level", "800000000", "800000000", "KRW")]),
    ("온빛푸드의 3분기 매출은 120억원이다. 냉동 부문은 47억원을 팔아 3억원을 남겼다.", [("Revenue", "level", "12000000000", "12000000000", "KRW"), ("Revenue", "level", "4700000000", "4700000000", "KRW"), ("OperatingProfit", "level", "300000000", "300000000", "KRW")]),
    ("다온제약은 지난해 231억원을 팔아 순이익 5억원을 냈다. 두통약은 16억원어치 나갔다.", [("Revenue", "level", "23100000000", "23100000000", "KRW"), ("ProfitLoss", "level", "500000000", "500000000", "KRW"), ("Revenue", "level", "1600000000", "1600000000", "KRW")]),
    ("지난해 매출은 324억원에 불과했고(2024년 103억원) 연구개발에 1240억원을 썼다.", [("Revenue", "level", "32400000000", "32400000000", "KRW"), ("Revenue", "level", "10300000000", "10300000000", "KRW"), ("ResearchAndDevelopmentExpense", "level", "124000000000", "124000000000", "KRW")]),
    ("온빛의 영업이익은 30억원이다. 소재사업도 4억원 적자였다.", [("OperatingProfit", "level", "3000000000", "3000000000", "KRW"), ("OperatingProfit", "level", "-400000000", "-400000000", "KRW")]),
    ("메모리 시장은 온빛전자가 56%, 다온전자 22%, 라온전자 21%로 나눠 가졌다.", [("MarketShare", "level", "56", "56", "percent"), ("MarketShare", "level", "22", "22", "percent"), ("MarketShare", "level", "21", "21", "percent")]),
    ("연말 현재 총 인원은 2만7,400명이다.", [("Employees", "level", "27400", "27400", "person")]),
    ("한국의 성장률 전망치는 1.6%다. 작년 12월 1.8%에서 0.2%포인트 하향했다.", [("GDP", "change_yoy", "1.6", "1.6", "percent"), ("GDP", "change_yoy", "1.8", "1.8", "percent"), ("GDP", "change", "-0.2", "-0.2", "percentage_point")]),
    ("경제성장률 전망치를 1.6%로 제시했다. IMF와 기획재정부가 각각 제시한 2.0%, 1.8%보다 낮다.", [("GDP", "change_yoy", "1.6", "1.6", "percent"), ("GDP", "change_yoy", "2", "2", "percent"), ("GDP", "change_yoy", "1.8", "1.8", "percent")]),
    ("고금리와 원자재 가격 상승, 내수 둔화 등의 영향으로 도소매업은 7.1% 감소했다.", []),
    ("올해 7.0%에 달한 수출 증가율이 내년엔 2.1%로 꺾일 것이다.", [("ExportValue", "change_yoy", "7", "7", "percent"), ("ExportValue", "change_yoy", "2.1", "2.1", "percent")]),
    ("온빛전자의 귀모 순이익은 5억 위안, 행정비는 2억 위안(-6.5%)이었다.", [("ProfitLossAttributableToOwners", "level", "500000000", "500000000", "CNY"), ("AdministrativeExpense", "level", "200000000", "200000000", "CNY"), ("AdministrativeExpense", "change_yoy", "-6.5", "-6.5", "percent")]),
    ("연구개발에는 4억 위안을 썼고 영업활동 현금 순유출은 7억 위안이었다.", [("ResearchAndDevelopmentExpense", "level", "400000000", "400000000", "CNY"), ("OperatingCashFlow", "level", "-700000000", "-700000000", "CNY")]),
    ("누적 매출은 80억원, 영업이익은 12억원으로 각각 9.5% 늘고 5.6% 줄었다.", [("Revenue", "level", "8000000000", "8000000000", "KRW"), ("OperatingProfit", "level", "1200000000", "1200000000", "KRW"), ("Revenue", "change_yoy", "9.5", "9.5", "percent"), ("OperatingProfit", "change_yoy", "-5.6", "-5.6", "percent")]),
    ("연구개발에는 612억원을 썼다. 이는 매출의 5.5%에 해당한다.", [("ResearchAndDevelopmentExpense", "level", "61200000000", "61200000000", "KRW"), ("ResearchAndDevelopmentIntensity", "level", "5.5", "5.5", "percent")]),
    ("순손실 폭은 전년 동기 대비 78.9% 좁혀졌다.", [("ProfitLoss", "change_yoy", "-78.9", "-78.9", "percent")]),
    ("온빛전자는 매출 기준 28.1%의 점유율로 1위였다.", [("MarketShare", "level", "28.1", "28.1", "percent")]),
    ("온빛자동차의 판매량은 크게 늘었다. 지난해 32만5천 대였다.", [("Shipments", "level", "325000", "325000", "vehicle")]),
    ("6월 30일 기준 직원 3,241명이다.", [("Employees", "level", "3241", "3241", "person")]),
    ("구리 가격은 톤당 9000달러다. 구리 수요가 지금보다 50% 늘어났다.", [("ProductPrice", "level", "9000", "9000", "USD")]),
    ("코발트는 콩고(70% 점유율)가, 구리는 칠레(25%)가, 니켈은 인도네시아(50%)가 높은 비중을 차지한다.", [("MarketShare", "level", "70", "70", "percent"), ("MarketShare", "level", "25", "25", "percent"), ("MarketShare", "level", "50", "50", "percent")]),
    ("다온의 영업수지는 전년 동기 2770억원 적자에서 흑자로 전환했다.", [("OperatingProfit", "level", "-277000000000", "-277000000000", "KRW")]),
    ("다온의 매출액은 151억원을 기록했다. 직전 사업연도 205억원에 비해 26.2% 줄었다.", [("Revenue", "level", "15100000000", "15100000000", "KRW"), ("Revenue", "level", "20500000000", "20500000000", "KRW"), ("Revenue", "change_yoy", "-26.2", "-26.2", "percent")]),
    ("온빛 주가는 하락 중이다. 20만원 선이 또 한 번 무너졌다. 개장 직후 11.8%까지 하락폭을 늘렸다.", [("SharePrice", "level", "200000", "200000", "KRW/share"), ("SharePrice", "change", "-11.8", "-11.8", "percent")]),
    ("자본비율은 적정이익 실현으로 전 분기 대비 4bp 상승한 12.3%다.", []),
    ("스와프 계약 기간을 연장하고, 한도를 500억달러에서 650억달러로 늘렸다.", []),
    ("회사의 영업수입은 18억 위안으로 전년 동기 대비 32.6% 증가했다.", [("Revenue", "level", "1800000000", "1800000000", "CNY"), ("Revenue", "change_yoy", "32.6", "32.6", "percent")]),
    ("비경상손익을 제외한 순이익은 1억6000만 위안이다.", [("RecurringProfitLoss", "level", "160000000", "160000000", "CNY")]),
    ("비일반회계기준 순손실은 7억 위안이다.", [("AdjustedProfitLoss", "level", "-700000000", "-700000000", "CNY")]),
    ("차량용 칩 매출은 58.3% 증가하여 영업수입의 35.5%를 차지했다.", [("Revenue", "change_yoy", "58.3", "58.3", "percent"), ("ShareOfRevenue", "level", "35.5", "35.5", "percent")]),
    ("중국은 수출이 8% 늘며 전체 수출의 67%를 차지했다.", [("ExportValue", "change_yoy", "8", "8", "percent")]),
    ("영업활동으로 발생한 현금흐름 순액은 -7800만 위안이다.", [("OperatingCashFlow", "level", "-78000000", "-78000000", "CNY")]),
    ("판매·일반관리비는 31억 위안이다.", [("OperatingExpense", "level", "3100000000", "3100000000", "CNY")]),
    ("세액공제 금액 3773억원을 제외하면 영업손실은 6028억원이다.", [("OperatingProfit", "level", "-602800000000", "-602800000000", "KRW")]),
    ("회사 가치는 1년 전 3000억원에서 6500억원으로 불어났다.", [("Valuation", "level", "300000000000", "300000000000", "KRW"), ("Valuation", "level", "650000000000", "650000000000", "KRW")]),
    ("라온, 기업가치 6500억 평가", [("Valuation", "level", "650000000000", "650000000000", "KRW")]),
    ("AI 반도체 시장이 2030년까지 연평균 28% 성장해 4조원에 이를 것으로 보인다.", [("MarketSize", "change", "28", "28", "percent"), ("MarketSize", "level", "4000000000000", "4000000000000", "KRW")]),
    ("주택담보대출 금리는 전달보다 0.05%포인트, 신용대출 금리는 0.02%포인트씩 각각 하락했다.", [("InterestRate", "change", "-0.05", "-0.05", "percentage_point"), ("InterestRate", "change", "-0.02", "-0.02", "percentage_point")]),
    ("다온은 시장 기대치인 영업이익 2조원에 못 미쳤다.", [("OperatingProfit", "level", "2000000000000", "2000000000000", "KRW")]),
    ("상장 당일 최고 6만4500원까지 올랐던 주가가 3만원대로 떨어졌다.", [("SharePrice", "level", "64500", "64500", "KRW/share"), ("SharePrice", "level", "30000", "40000", "KRW/share")]),
    ("목표주가를 낮춘 증권사는 온빛증권(7만7천원→7만1천원), 다온증권[030210](7만7천원→7만2천원) 등이다.", [("SharePrice", "level", "77000", "77000", "KRW/share"), ("SharePrice", "level", "71000", "71000", "KRW/share"), ("SharePrice", "level", "77000", "77000", "KRW/share"), ("SharePrice", "level", "72000", "72000", "KRW/share")]),
    ("다온은 전년 동기(11조3282억 원) 대비 약 4% 많은 11조7883억 원의 누적 순이익을 거뒀다.", [("ProfitLoss", "level", "11328200000000", "11328200000000", "KRW"), ("ProfitLoss", "change_yoy", "4", "4", "percent"), ("ProfitLoss", "level", "11788300000000", "11788300000000", "KRW")]),
    ("지난해 로또는 5조9562억원어치가 팔려 기록을 세웠다.", [("Revenue", "level", "5956200000000", "5956200000000", "KRW")]),
    ("다온은 3조원의 당기순이익을 냈다. 전년에 견줘 23.1% 증가했다.", [("ProfitLoss", "level", "3000000000000", "3000000000000", "KRW"), ("ProfitLoss", "change_yoy", "23.1", "23.1", "percent")]),
    ("다온은 3조원의 당기순이익을 냈다. 2023년보다 18% 증가했다.", [("ProfitLoss", "level", "3000000000000", "3000000000000", "KRW"), ("ProfitLoss", "change_yoy", "18", "18", "percent")]),
    ("스탠더드푸어스(S&P) 500 지수는 0.39% 상승했다.", [("IndexLevel", "change", "0.39", "0.39", "percent")]),
    ("이날까지 원화 가치 하락 폭은 6.1%로 컸다.", [("ExchangeRate", "change", "-6.1", "-6.1", "percent")]),
    ("점포에서 판매된 39개 생활필수품을 조사했다.", []),
    ("온빛은행은 수수료 이익이 21.3% 늘었다.", [("Revenue", "change_yoy", "21.3", "21.3", "percent")]),
    ("주문 건수와 매출액이 전년 대비 각각 63%, 44% 증가했다.", [("Revenue", "change_yoy", "44", "44", "percent")]),
    ("다온화학의 영업이익은 52억원 적자에서 14억원 흑자로 전환했다.", [("OperatingProfit", "level", "-5200000000", "-5200000000", "KRW"), ("OperatingProfit", "level", "1400000000", "1400000000", "KRW")]),
    ("다온화학은 영업이익이 2억원 적자에서 3억원으로 흑자전환했다.", [("OperatingProfit", "level", "-200000000", "-200000000", "KRW"), ("OperatingProfit", "level", "300000000", "300000000", "KRW")]),
    ("라온중공업은 120억원의 영업손실을 내며 전년 동기 30억원 흑자에서 적자로 돌아섰다.", [("OperatingProfit", "level", "-12000000000", "-12000000000", "KRW"), ("OperatingProfit", "level", "3000000000", "3000000000", "KRW")]),
    ("대미 무역수지는 45억달러 흑자, 대중 무역수지는 12억달러 적자였다.", [("TradeBalance", "level", "4500000000", "4500000000", "USD"), ("TradeBalance", "level", "-1200000000", "-1200000000", "USD")]),
    ("중국과의 무역에서 적자 폭이 29억 달러로 가장 컸다.", [("TradeBalance", "level", "-2900000000", "-2900000000", "USD")]),
    ("증시가 엇갈렸다. KB금융(5.2%), 신한지주(-1.6%) 등 금융주는 내리고 있다.", [("SharePrice", "change", "5.2", "5.2", "percent"), ("SharePrice", "change", "-1.6", "-1.6", "percent")]),
    ("온빛 ETF는 6개월간 주가 하락률이 19.4%다.", [("SharePrice", "change", "-19.4", "-19.4", "percent")]),
    ("이날 코스피 지수는 전장보다 0.4% 오른 2519.1이다. 지수는 전장 대비 12.5포인트(0.5%) 오른 2521.8로 출발했다.", [("IndexLevel", "change", "0.4", "0.4", "percent"), ("IndexLevel", "level", "2519.1", "2519.1", "points"), ("IndexLevel", "change", "12.5", "12.5", "points"), ("IndexLevel", "change", "0.5", "0.5", "percent"), ("IndexLevel", "level", "2521.8", "2521.8", "points")]),
    ("1분기 영업이익은 일회성 이익이 없어지며 전 분기보다 88% 감소한 126억원이다.", [("OperatingProfit", "change_qoq", "-88", "-88", "percent"), ("OperatingProfit", "level", "12600000000", "12600000000", "KRW")]),
    ("우동 가격은 5년 새 24.5% 올랐다. 같은 기간 호두과자류도 4014원에서 4823원으로 20.2% 올랐다.", [("ProductPrice", "change", "24.5", "24.5", "percent"), ("ProductPrice", "level", "4014", "4014", "KRW"), ("ProductPrice", "level", "4823", "4823", "KRW"), ("ProductPrice", "change", "20.2", "20.2", "percent")]),
    ("다온의 연간 배당금은 5400원이다.", [("DividendPerShare", "level", "5400", "5400", "KRW/share")]),
    ("다온은 화장품 9종을 판매한다.", []),
    ("미국은 지난해 2.8%의 강한 성장률을 기록했다.", [("GDP", "change_yoy", "2.8", "2.8", "percent")]),
    ("스탠더드 요금제는 월 6.99달러에서 7.99달러로 14% 인상됐다.", [("ProductPrice", "level", "6.99", "6.99", "USD"), ("ProductPrice", "level", "7.99", "7.99", "USD"), ("ProductPrice", "change", "14", "14", "percent")]),
    ("온빛은 6일 거래액이 2.5배 늘었다고 밝혔다. 게임 매출도 껑충 뛰었다. 전 분기 대비 11%, 전년 동기 대비 9% 성장한 175억원으로 집계됐다.", [("Revenue", "change_qoq", "11", "11", "percent"), ("Revenue", "change_yoy", "9", "9", "percent"), ("Revenue", "level", "17500000000", "17500000000", "KRW")]),
    ("올해 애플의 점유율은 31.3%였다. 전년에는 30.1%였다. 삼성전자가 15.2%(전년 14.1%)로 2위였다.", [("MarketShare", "level", "31.3", "31.3", "percent"), ("MarketShare", "level", "30.1", "30.1", "percent"), ("MarketShare", "level", "15.2", "15.2", "percent"), ("MarketShare", "level", "14.1", "14.1", "percent")]),
    ("애플의 점유율은 31.3%다. 수량으로는 다르다. 삼성전자 25.1%, 애플 24.8%, 샤오미 5.1% 순이다.", [("MarketShare", "level", "31.3", "31.3", "percent"), ("MarketShare", "level", "25.1", "25.1", "percent"), ("MarketShare", "level", "24.8", "24.8", "percent"), ("MarketShare", "level", "5.1", "5.1", "percent")]),
    ("지난해 고급 TV 620만대 중 소니가 41.6%, 애플이 27.3%를 가져갔다.", [("MarketShare", "level", "41.6", "41.6", "percent"), ("MarketShare", "level", "27.3", "27.3", "percent")]),
    ("애플이 16.2%로 소니(13.1%)를 제쳤다.", [("MarketShare", "level", "16.2", "16.2", "percent"), ("MarketShare", "level", "13.1", "13.1", "percent")]),
    ("지난해 영업이익은 4000억원이다. 윤활유가 1300억원을 남겼다.", [("OperatingProfit", "level", "400000000000", "400000000000", "KRW"), ("OperatingProfit", "level", "130000000000", "130000000000", "KRW")]),
    ("북미 시장은 온빛이 36.8%로 1위였다.", [("MarketShare", "level", "36.8", "36.8", "percent")]),
    ("S&P; 500 지수는 21.39포인트 오른 3349.16에 거래를 마쳤다.", [("IndexLevel", "change", "21.39", "21.39", "points"), ("IndexLevel", "level", "3349.16", "3349.16", "points")]),
    ("신형 전기차는 국내에서만 1만3000대가 팔리는 등 인기를 끌었다.", [("Shipments", "level", "13000", "13000", "vehicle")]),
    ("온빛몰의 거래액은 3조원으로 12% 늘었다.", []),
    ("승용차 판매량은 줄었지만 상용차는 86.2% 증가한 75만7000대를 기록했다.", [("Shipments", "change_yoy", "86.2", "86.2", "percent"), ("Shipments", "level", "757000", "757000", "vehicle")]),
    ("온빛소재의 2분기 영업이익은 73억원으로 1분기 279억원보다 73.8% 감소했다.", [("OperatingProfit", "level", "7300000000", "7300000000", "KRW"), ("OperatingProfit", "level", "27900000000", "27900000000", "KRW"), ("OperatingProfit", "change_qoq", "-73.8", "-73.8", "percent")]),
    ("온빛소재의 매출액은 2012년 136억원에서 지난해 94억원으로 30.5% 줄었다.", [("Revenue", "level", "13600000000", "13600000000", "KRW"), ("Revenue", "level", "9400000000", "9400000000", "KRW"), ("Revenue", "change", "-30.5", "-30.5", "percent")]),
    ("온빛전자의 설비투자는 필요한 18억원보다 32% 증가했다.", [("CapitalExpenditure", "level", "1800000000", "1800000000", "KRW"), ("CapitalExpenditure", "change", "32", "32", "percent")]),
    ("우리나라의 2분기 국내총생산(GDP) 성장률은 0.6%였다.", [("GDP", "change_qoq", "0.6", "0.6", "percent")]),
    ("중국의 2분기 국내총생산(GDP) 성장률은 4.7%였다.", [("GDP", "change_yoy", "4.7", "4.7", "percent")]),
    ("미국의 소매판매는 1.3%(전월 대비) 줄었다.", [("RetailSales", "change_qoq", "-1.3", "-1.3", "percent")]),
    ("지난달 외식 소비자물가지수는 122.8로 1년 전보다 2.9% 올랐다.", [("ConsumerPriceIndex", "level", "122.8", "122.8", "points"), ("ConsumerPriceIndex", "change_yoy", "2.9", "2.9", "percent")]),
    ("배추 도매가격은 1년 전보다 67.4% 올랐다. 같은 기간 무 도매가격도 16.5% 뛰었다.", [("ProductPrice", "change_yoy", "67.4", "67.4", "percent"), ("ProductPrice", "change_yoy", "16.5", "16.5", "percent")]),
    ("소매판매는 전월보다 1.5% 늘었다. 건설기성은 0.4% 줄었다. 설비투자는 8.7% 늘었다.", [("RetailSales", "change_qoq", "1.5", "1.5", "percent"), ("CapitalExpenditure", "change_qoq", "8.7", "8.7", "percent")]),
    ("미국 증시가 내렸다. 뉴욕증시에서 테슬라는 유럽 매출 성장이 기대 이하로 나타나면서 6% 폭락했다.", [("SharePrice", "change", "-6", "-6", "percent")]),
    ("온빛소프트가 9000만달러(약 1250억원)의 투자를 유치했다.", [("FundsRaised", "level", "90000000", "90000000", "USD")]),
    ("온빛전자는 지난해 3억달러(약 4100억원)의 손해를 봤다.", [("ProfitLoss", "level", "-300000000", "-300000000", "USD")]),
    ("국내총생산(GDP)은 투자·소비 등 내수 지표 부진 탓에 전 분기보다 0.3% 감소했다.", [("GDP", "change_qoq", "-0.3", "-0.3", "percent")]),
    ("상품수지가 70억달러 흑자를 냈다. 흑자 규모는 지난달 50억달러였다.", [("TradeBalance", "level", "7000000000", "7000000000", "USD"), ("TradeBalance", "level", "5000000000", "5000000000", "USD")]),
    ("영업비용이 작년보다 40% 감소했다. 여객기 운항률은 작년보다 75% 줄었다.", [("OperatingExpense", "change_yoy", "-40", "-40", "percent")]),
    ("독일에서 신차 판매가 무려 45% 급감했다.", [("Shipments", "change_yoy", "-45", "-45", "percent")]),
    ("편도 항공료는 8700원부터 판매한다.", [("ProductPrice", "level", "8700", None, "KRW")]),
    ("온빛화장품의 영업이익이 해외 판매 호조에 힘입어 전년보다 60% 늘었다.", [("OperatingProfit", "change_yoy", "60", "60", "percent")]),
    ("소비자물가지수는 채소 가격 상승폭 축소로 1년 전보다 2% 올랐다.", [("ConsumerPriceIndex", "change_yoy", "2", "2", "percent")]),
    ("온빛카드의 연체율은 1.0%다. 전 분기(0.91%)보다는 0.09%포인트 올랐다.", [("NonPerformingLoanRatio", "level", "1.0", "1.0", "percent"), ("NonPerformingLoanRatio", "level", "0.91", "0.91", "percent"), ("NonPerformingLoanRatio", "change_qoq", "0.09", "0.09", "percentage_point")]),
    ("가격 상승률이 높은 품목은 감자(41%), 우유(12.5%), 식초(6.3%) 등이다.", [("ProductPrice", "change", "41", "41", "percent"), ("ProductPrice", "change", "12.5", "12.5", "percent"), ("ProductPrice", "change", "6.3", "6.3", "percent")]),
    ("애플의 스마트폰 시장 점유율은 56%다. 삼성전자는 6%로 3위다.", [("MarketShare", "level", "56", "56", "percent"), ("MarketShare", "level", "6", "6", "percent")]),
    ("12월 인도분 금은 전날보다 온스당 0.5%(9.1달러) 오른 1830.2달러에 거래를 마쳤다.", [("ProductPrice", "change", "0.5", "0.5", "percent"), ("ProductPrice", "change", "9.1", "9.1", "USD"), ("ProductPrice", "level", "1830.2", "1830.2", "USD")]),
    ("온빛소재의 매출과 영업이익은 120억원, 30억원이었다. 2023년 대비 각각 12%, 30% 늘어난 수치다.", [("Revenue", "level", "12000000000", "12000000000", "KRW"), ("OperatingProfit", "level", "3000000000", "3000000000", "KRW"), ("Revenue", "change_yoy", "12", "12", "percent"), ("OperatingProfit", "change_yoy", "30", "30", "percent")]),
    ("온빛소재의 주가 상승률은 28%다.", [("SharePrice", "change", "28", "28", "percent")]),
    ("10월 소비자물가지수는 112.4(2020년=100)로 1년 전보다 1.8% 올랐다.", [("ConsumerPriceIndex", "level", "112.4", "112.4", "points"), ("ConsumerPriceIndex", "change_yoy", "1.8", "1.8", "percent")]),
    ("온빛중공업은 2톤급 소형 굴착기를 생산한다.", []),
    ("온빛소재의 영업이익은 시장 전망치를 30% 웃돌았다.", [("OperatingProfit", "change", "30", "30", "percent")]),
    ("외국인의 주식투자가 15억달러 줄었다.", []),
    ("코스닥은 0.4% 내렸다. 이날 삼성전자(3.1%), SK하이닉스(2.4%) 등이 올랐고 현대차(-1.8%)는 내렸다.", [("IndexLevel", "change", "-0.4", "-0.4", "percent"), ("SharePrice", "change", "3.1", "3.1", "percent"), ("SharePrice", "change", "2.4", "2.4", "percent"), ("SharePrice", "change", "-1.8", "-1.8", "percent")]),
    ("반도체주인 삼성전자(-2.3%), SK하이닉스(-4.1%) 등이 일제히 하락했다.", [("SharePrice", "change", "-2.3", "-2.3", "percent"), ("SharePrice", "change", "-4.1", "-4.1", "percent")]),
    ("시가총액 상위 종목은 삼성전자가 1.2% 상승했고 네이버 0.4%, 카카오 0.9% 등이 올랐다.", [("SharePrice", "change", "1.2", "1.2", "percent"), ("SharePrice", "change", "0.4", "0.4", "percent"), ("SharePrice", "change", "0.9", "0.9", "percent")]),
    ("삼성전자(12%), 네이버(30%) 등이 늘었다.", []),
    ("소매판매는 전월보다 1.5% 늘었다. 내구재 판매가 3.2% 증가했다.", [("RetailSales", "change_qoq", "1.5", "1.5", "percent"), ("RetailSales", "change_qoq", "3.2", "3.2", "percent")]),
    ("소형 가전은 온라인 판매가 12% 줄었다.", [("Shipments", "change_yoy", "-12", "-12", "percent")]),
    ("새 청소기의 판매가는 39만원이다.", [("ProductPrice", "level", "390000", "390000", "KRW")]),
    ("온빛소재는 지난해보다 20% 늘어난 30억원의 매출을 기록했다.", [("Revenue", "change_yoy", "20", "20", "percent"), ("Revenue", "level", "3000000000", "3000000000", "KRW")]),
    ("온빛소재는 전년 동기 대비 각각 21%, 9% 늘어난 매출 219억원, 영업이익 33억원을 기록했다.", [("Revenue", "change_yoy", "21", "21", "percent"), ("OperatingProfit", "change_yoy", "9", "9", "percent"), ("Revenue", "level", "21900000000", "21900000000", "KRW"), ("OperatingProfit", "level", "3300000000", "3300000000", "KRW")]),
    ("2010년 상반기와 비교하면 승용차 판매량은 23% 줄었다.", [("Shipments", "change", "-23", "-23", "percent")]),
    ("소비자물가 상승률은 다섯 달 연속 2%대를 기록했다.", [("ConsumerPriceIndex", "change_yoy", "2", "3", "percent")]),
    ("올해 한국의 성장률 전망치는 0.3%포인트 낮아졌다.", [("GDP", "change", "-0.3", "-0.3", "percentage_point")]),
    ("‘온빛런’(36억원, 3위), ‘라온팡’(16억원, 4위) 등이 모바일 총매출 최상위권이다.", [("Revenue", "level", "3600000000", "3600000000", "KRW"), ("Revenue", "level", "1600000000", "1600000000", "KRW")]),
    ("SK텔레콤은 전 거래일 대비 0.3% 하락한 5만2700원에 거래를 마쳐 시가총액 11조원을 기록했다.", [("SharePrice", "change", "-0.3", "-0.3", "percent"), ("SharePrice", "level", "52700", "52700", "KRW/share"), ("MarketCapitalisation", "level", "11000000000000", "11000000000000", "KRW")]),
    ("온빛전자의 신규 가입자는 30만명으로 전체의 34.8%를 차지했다.", [("Users", "level", "300000", "300000", "person")]),
    ("온빛카드의 취급고는 3조원이다.", [("TradingVolume", "level", "3000000000000", "3000000000000", "KRW")]),
    ("시가총액 상위 종목 중에서는 삼성전자가 1.1%, SK하이닉스가 2.2% 내렸다.", [("SharePrice", "change", "-1.1", "-1.1", "percent"), ("SharePrice", "change", "-2.2", "-2.2", "percent")]),
    ("세계 경제는 내년 2.6% 성장할 것으로 예상됐다.", [("GDP", "change_yoy", "2.6", "2.6", "percent")]),
    ("생수 한 묶음을 2900원에 팔고 있다.", [("ProductPrice", "level", "2900", "2900", "KRW")]),
    ("온빛소재는 매출 820억원, 영업이익 61억원을 기록했다. 이는 전년 대비 각각 7.2%, 31%씩 늘어난 수치다.", [("Revenue", "level", "82000000000", "82000000000", "KRW"), ("OperatingProfit", "level", "6100000000", "6100000000", "KRW"), ("Revenue", "change_yoy", "7.2", "7.2", "percent"), ("OperatingProfit", "change_yoy", "31", "31", "percent")]),
    ("매출과 영업이익이 각각 9%, 14% 증가한 720억원, 83억원을 기록했다.", [("Revenue", "change_yoy", "9", "9", "percent"), ("OperatingProfit", "change_yoy", "14", "14", "percent"), ("Revenue", "level", "72000000000", "72000000000", "KRW"), ("OperatingProfit", "level", "8300000000", "8300000000", "KRW")]),
    ("지난달 무역수지는 12억달러 적자였다.", [("TradeBalance", "level", "-1200000000", "-1200000000", "USD")]),
    ("일본의 대미 흑자는 680억달러로 불어났다.", [("TradeBalance", "level", "68000000000", "68000000000", "USD")]),
    ("광업 생산 성장률은 -3.1%였다.", [("IndustrialProduction", "change_yoy", "-3.1", "-3.1", "percent")]),
    ("콩(-9.1%)·팥(-8.2%)·깨(-7.3%)는 생산량 증가 등으로 가격이 크게 떨어졌다.", [("ProductPrice", "change", "-9.1", "-9.1", "percent"), ("ProductPrice", "change", "-8.2", "-8.2", "percent"), ("ProductPrice", "change", "-7.3", "-7.3", "percent")]),
    ("영업이익은 전년 동기 대비 12% 늘었다. 2021년(410억원) 이후 처음이다.", [("OperatingProfit", "change_yoy", "12", "12", "percent"), ("OperatingProfit", "level", "41000000000", "41000000000", "KRW")]),
    ("원·달러 환율은 오전에 약세가 뚜렷했다. 전 거래일보다 3원20전 내린 1391원으로 출발했다.", [("ExchangeRate", "change", "-3.2", "-3.2", "KRW"), ("ExchangeRate", "level", "1391", "1391", "KRW")]),
    ("이날 브렌트유 선물 종가는 71.5달러였다.", [("ProductPrice", "level", "71.5", "71.5", "USD")]),
    ("환율이 오르자 삼성전자는 종가 7만1500원을 기록했다.", [("SharePrice", "level", "71500", "71500", "KRW/share")]),
    ("온빛은행(2조1000억원)과 라온은행(1조8000억원)도 순이익이 늘었다.", [("ProfitLoss", "level", "2100000000000", "2100000000000", "KRW"), ("ProfitLoss", "level", "1800000000000", "1800000000000", "KRW")]),
    ("박 회장은 온빛전자(3.5%→4.1%)와 라온화학(0.2%→1.3%) 지분율을 높였다.", [("Ownership", "level", "3.5", "3.5", "percent"), ("Ownership", "level", "4.1", "4.1", "percent"), ("Ownership", "level", "0.2", "0.2", "percent"), ("Ownership", "level", "1.3", "1.3", "percent")]),
    ("소비자물가는 전년 동월 대비 2.4% 올랐다. 지난해 7월(2.1%) 이후 처음이다.", [("ConsumerPriceIndex", "change_yoy", "2.4", "2.4", "percent"), ("ConsumerPriceIndex", "change_yoy", "2.1", "2.1", "percent")]),
    ("영업이익은 520억원이었다. 시장 전망치 640억원을 밑돌았다.", [("OperatingProfit", "level", "52000000000", "52000000000", "KRW"), ("OperatingProfit", "level", "64000000000", "64000000000", "KRW")]),
    ("경제성장률은 독일이 0.4%였고 일본은 내년 1.1%로 예상됐다.", [("GDP", "change_yoy", "0.4", "0.4", "percent"), ("GDP", "change_yoy", "1.1", "1.1", "percent")]),
    ("경제성장률은 2.4%였다. 삼성전자는 3.1%로 집계됐다.", [("GDP", "change_yoy", "2.4", "2.4", "percent")]),
    ("경제성장률은 2.4%였다. 미국이 중국에 10% 관세를 매긴 탓이다.", [("GDP", "change_yoy", "2.4", "2.4", "percent")]),
    ("즉석밥은 평균 6%, 통조림은 평균 5% 가격이 올랐다.", [("ProductPrice", "change", "6", "6", "percent"), ("ProductPrice", "change", "5", "5", "percent")]),
    ("전 분기와 비교하면 매출은 3.5%, 영업이익은 7.1% 늘었다.", [("Revenue", "change_qoq", "3.5", "3.5", "percent"), ("OperatingProfit", "change_qoq", "7.1", "7.1", "percent")]),
    ("작년 같은 기간보다 매출은 5%, 영업이익은 8%, 순이익은 9% 줄었다.", [("Revenue", "change_yoy", "-5", "-5", "percent"), ("OperatingProfit", "change_yoy", "-8", "-8", "percent"), ("ProfitLoss", "change_yoy", "-9", "-9", "percent")]),
    ("영업이익률은 11%, 매출은 6% 늘었다.", [("OperatingMargin", "level", "11", "11", "percent"), ("Revenue", "change_yoy", "6", "6", "percent")]),
    ("영업이익은 4200억원으로 전년 동기 대비 12.5% 줄었다.", [("OperatingProfit", "level", "420000000000", "420000000000", "KRW"), ("OperatingProfit", "change_yoy", "-12.5", "-12.5", "percent")]),
    ("매출은 8% 증가한 3조2000억원을 기록했다.", [("Revenue", "change_yoy", "8", "8", "percent"), ("Revenue", "level", "3200000000000", "3200000000000", "KRW")]),
    ("당기순손실은 150억원이다.", [("ProfitLoss", "level", "-15000000000", "-15000000000", "KRW")]),
    ("매출과 영업이익은 각각 2조원, 1500억원이다.", [("Revenue", "level", "2000000000000", "2000000000000", "KRW"), ("OperatingProfit", "level", "150000000000", "150000000000", "KRW")]),
    ("매출과 매출총이익이 10~15% 증가할 것으로 예상된다.", [("Revenue", "change_yoy", "10", "15", "percent"), ("GrossProfit", "change_yoy", "10", "15", "percent")]),
    ("코스피는 전 거래일보다 18.2포인트(0.7%) 오른 2610.3에 장을 마쳤다.", [("IndexLevel", "change", "18.2", "18.2", "points"), ("IndexLevel", "change", "0.7", "0.7", "percent"), ("IndexLevel", "level", "2610.3", "2610.3", "points")]),
    ("삼성전자는 1.5% 내린 7만1000원에 거래를 마쳤다.", [("SharePrice", "change", "-1.5", "-1.5", "percent"), ("SharePrice", "level", "71000", "71000", "KRW/share")]),
    ("한국은행은 올해 성장률 전망치를 2.4%에서 2.1%로 낮췄다.", [("GDP", "change_yoy", "2.4", "2.4", "percent"), ("GDP", "change_yoy", "2.1", "2.1", "percent")]),
    ("기준금리를 연 3.5%로 동결했다.", [("InterestRate", "level", "3.5", "3.5", "percent")]),
    ("300억원 규모의 투자를 유치했다.", [("FundsRaised", "level", "30000000000", "30000000000", "KRW")]),
    ("상반기 매출이 500억원을 돌파했다.", [("Revenue", "level", "50000000000", None, "KRW")]),
    ("매출은 아직 1000억원을 넘지 못했다.", [("Revenue", "level", None, "100000000000", "KRW")]),
    ("차입금은 30조원 밑으로 내려가지는 못했다.", [("Debt", "level", "30000000000000", None, "KRW")]),
    ("점유율은 23.4%로 1.2%포인트 상승했다.", [("MarketShare", "level", "23.4", "23.4", "percent"), ("MarketShare", "change_yoy", "1.2", "1.2", "percentage_point")]),
    ("자유 현금 흐름은 5억 위안이다.", [("FreeCashFlow", "level", "500000000", "500000000", "CNY")]),
    ("가나모터스는 지난달 전기차 1만2000대를 팔았다.", [("Shipments", "level", "12000", "12000", "vehicle")]),
    ("가나전자는 신공장에 2조원을 들여 생산을 늘린다.", [("Investment", "level", "2000000000000", "2000000000000", "KRW")]),
    ("수출 증가율은 7.4%로 집계됐다.", [("ExportValue", "change_yoy", "7.4", "7.4", "percent")]),
    ("매출 증가율은 12.5%였다.", [("Revenue", "change_yoy", "12.5", "12.5", "percent")]),
    ("해외 사업이 전체 매출의 64%를 차지한다.", [("ShareOfRevenue", "level", "64", "64", "percent")]),
    ("지난달 수입 승용차 등록은 3만대다. 독일차가 46.9%를 차지했다.", []),
    ("온빛은 10주당 1.5위안(세금 포함)의 현금 배당을 한다.", [("DividendPerShare", "level", "0.15", "0.15", "CNY/share")]),
    ("회사는 이번 투자에서 1500억원의 기업가치를 인정받았다.", [("Valuation", "level", "150000000000", "150000000000", "KRW")]),
    ("회사는 27억 위안의 영업 수익을 거뒀다.", [("Revenue", "level", "2700000000", "2700000000", "CNY")]),
    ("회사는 주당 850원의 결산 배당을 결의했다.", [("DividendPerShare", "level", "850", "850", "KRW/share")]),
    ("매출은 한 해 전보다 6.1% 늘었다.", [("Revenue", "change_yoy", "6.1", "6.1", "percent")]),
    ("연체율은 전 분기 말 대비 0.03%포인트 상승했다.", [("NonPerformingLoanRatio", "change_qoq", "0.03", "0.03", "percentage_point")]),
    ("유료 회원은 아직 20만명에 미치지 못한다.", [("Users", "level", None, "200000", "person")]),
    ("가입자는 3200만명으로 늘었다.", [("Users", "level", "32000000", "32000000", "person")]),
    ("경상수지는 92억달러 흑자였다.", []),
    ("식당 업주가 내는 돈은 9.8%에서 7.8%로 내린다.", []),
    ("전용 84㎡ 아파트가 12억원에 거래됐다.", []),
    ("온빛은행의 총자산은 197조원을 웃돈다.", [("TotalAssets", "level", "197000000000000", None, "KRW")]),
    ("온빛전자의 매출총이익률은 50%보다 낮지 않을 것이다.", [("GrossMargin", "level", "50", None, "percent")]),
    ("온빛전자의 영업이익은 기대했던 80억원을 밑돌았다.", [("OperatingProfit", "level", "8000000000", "8000000000", "KRW")]),
    ("온빛은행은 9월까지 987억원의 순이익을 남겼다. 3분기만 따지면 214억원이다.", [("ProfitLoss", "level", "98700000000", "98700000000", "KRW"), ("ProfitLoss", "level", "21400000000", "21400000000", "KRW")]),
]  # fmt: skip

# (lang, text, subject, segment, period, modality) of the first measure
CONTEXT = [
    ("zh", "科大讯飞上半年教育业务收入30亿元。", "科大讯飞", "教育业务", ("2024-01-01", "2024-06-30"), "reported"),
    ("zh", "小米集团预计2025年汽车销量达到30万辆。", "小米", "汽车", ("2025-01-01", "2025-12-31"), "forecast"),
    ("zh", "清泉股份公告，预计2023年净利润5000万元。", "清泉股份", None, ("2023-01-01", "2023-12-31"), "forecast"),
    (
        "ko",
        "SK하이닉스는 지난해 4분기 매출이 10조원이라고 밝혔다.",
        "SK하이닉스",
        None,
        ("2023-10-01", "2023-12-31"),
        "reported",
    ),
    (
        "ko",
        "네이버의 올해 2분기 커머스 부문 매출은 7000억원이다.",
        "네이버",
        "커머스",
        ("2024-04-01", "2024-06-30"),
        "reported",
    ),
    ("ko", "현대차의 상반기 해외 판매량은 180만대였다.", "현대차", "해외", ("2024-01-01", "2024-06-30"), "reported"),
    ("ko", "현대차의 상반기 국내 매출은 20조원이다.", "현대차", "국내", ("2024-01-01", "2024-06-30"), "reported"),
]

DEFICITS = [("서비스수지는 12억달러 적자로 집계됐다.", -1200000000), ("7월 경상수지가 30억달러 흑자였다.", 3000000000)]

NO_MEASURE = [
    ("zh", "大会于2024年8月21日在第3会议室举行。"),
    ("zh", "如果收入增长10%，公司将扩大招聘。"),
    ("zh", "举报电话：400-050-0000"),
    ("zh", "公司从两个方面推进改革，提出三点建议，落实八项规定。"),
    ("ko", "회사는 두 가지 방안을 놓고 세 차례 회의를 열었다. 3기 신도시 계획도 다뤘다."),
    ("ko", "GPT-4o와 5G를 지원하는 제2공장을 방문했다."),
]


def measures(text: str, lang: str) -> list[Claim]:
    result = load(rules_only=True).analyze(text, lang=lang, published=PUBLISHED)
    return [claim for claim in result.claims if claim.kind == "measure"]


def decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


@pytest.mark.parametrize(
    ("lang", "text", "expected"), [("zh", *row) for row in CHINESE] + [("ko", *row) for row in KOREAN]
)
def test_values(lang: str, text: str, expected: list[tuple[str, str, str | None, str | None, str | None]]) -> None:
    found = [(c.concept, c.aspect, c.low, c.high, c.unit) for c in measures(text, lang) if c.concept != "Other"]
    assert found == [
        (concept, aspect, decimal(low), decimal(high), unit) for concept, aspect, low, high, unit in expected
    ]


# What has no concept of its own, balances but those of trade and gaps between rates: its sign and aspect.
UNLISTED = [
    ("온빛의 자본비율은 40bp(1bp=0.01%포인트) 내렸다.", [("Other", "change", "-0.4", "-0.4", "percentage_point")]),
    ("환율이 오르면서 자본비율이 12bp 내렸다.", [("Other", "change", "-0.12", "-0.12", "percentage_point")]),
    ("이날 –6.30%로 마감했다.", [("Other", "level", "-6.3", "-6.3", "percent")]),
    (
        "지식재산권수지는 한 달 사이 2억달러 흑자에서 3억6000만달러 적자로 돌아섰다.",
        [("Other", "level", "200000000", "200000000", "USD"), ("Other", "level", "-360000000", "-360000000", "USD")],
    ),
    (
        "서비스수지 적자 폭은 26억달러에서 23억달러로 축소됐다.",
        [
            ("Other", "level", "-2600000000", "-2600000000", "USD"),
            ("Other", "level", "-2300000000", "-2300000000", "USD"),
        ],
    ),
    ("관리재정수지 적자는 91조원이다.", [("Other", "level", "-91000000000000", "-91000000000000", "KRW")]),
    ("한국과 미국의 금리 격차는 1.5%포인트로 유지됐다.", [("Other", "level", "1.5", "1.5", "percentage_point")]),
]


@pytest.mark.parametrize(("text", "expected"), UNLISTED)
def test_unlisted(text: str, expected: list[tuple[str, str, str, str, str]]) -> None:
    assert [(c.concept, c.aspect, str(c.low), str(c.high), c.unit) for c in measures(text, "ko")] == expected


@pytest.mark.parametrize(("lang", "text", "subject", "segment", "period", "modality"), CONTEXT)
def test_context(
    lang: str, text: str, subject: str, segment: str | None, period: tuple[str, str], modality: str
) -> None:
    claim = measures(text, lang)[0]
    assert subject in (claim.subject or "", claim.subject_text or "")
    assert (claim.segment is None) == (segment is None)
    assert segment is None or segment in (claim.segment or "")
    assert (str(claim.period_start), str(claim.period_end)) == period
    assert claim.modality == modality


@pytest.mark.parametrize(("text", "expected"), DEFICITS)
def test_balances_have_a_sign_and_no_concept(text: str, expected: int) -> None:
    assert [(claim.concept, claim.low) for claim in measures(text, "ko")] == [("Other", Decimal(expected))]


@pytest.mark.parametrize(("lang", "text"), NO_MEASURE)
def test_no_measure(lang: str, text: str) -> None:
    assert [claim.quantity_text for claim in measures(text, lang) if claim.concept != "Other"] == []


def test_a_conversion_in_brackets_is_no_second_claim() -> None:
    found = measures("회사는 50억 위안(약 9000억원)의 매출을 올렸다.", "ko")
    assert [(claim.low, claim.unit) for claim in found] == [(Decimal(5000000000), "CNY")]


def test_the_year_ago_value_is_of_the_year_before() -> None:
    found = measures("公司上半年净亏损4亿元，上年同期的净利润为7000万元。", "zh")
    assert [str(claim.period_start) for claim in found] == ["2024-01-01", "2023-01-01"]


def test_three_years_in_one_list() -> None:
    found = measures("2021年至2023年，公司收入分别为1亿元、2亿元、3亿元。", "zh")
    assert [str(claim.period_end) for claim in found] == ["2021-12-31", "2022-12-31", "2023-12-31"]


def test_claim_ids_are_stable_and_distinct() -> None:
    text = "上半年营收12亿元，同比增长8%；净利润2亿元。"
    first, second = measures(text, "zh"), measures(text, "zh")
    assert [claim.claim_id for claim in first] == [claim.claim_id for claim in second]
    assert len({claim.claim_id for claim in first}) == len(first)


def test_a_change_names_its_level() -> None:
    level, change = measures("上半年营收12亿元，同比增长8%。", "zh")
    assert change.relates_to == level.claim_id
    assert level.relates_to is None
