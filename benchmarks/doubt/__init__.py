"""The share of right English that the checks flag, and of English spoilt in many ways that they find."""
